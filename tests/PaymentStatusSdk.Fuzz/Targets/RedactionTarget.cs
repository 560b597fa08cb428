using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>
/// The redaction of every answer. The lines of an input are a sensitive field, the gateway reference and the state; the rest is a message,
/// a field and an anomaly.
/// </summary>
internal sealed partial class RedactionTarget : FuzzTarget
{
    private const int MaxMessageLength = 256;

    public override string Name => "redaction";

    public override IMutator Mutator { get; } = new MixedMutator(new TokenMutator(
        Token(), "4111111111111111", "4111 1111 1111 1111", "378282246310005", "6304000000000000000", "0", "1", "12/28", " ", "-", ".", "/",
        "_", "\n", "secret-1", "SECRET-1", "secret%2D1", "secret&#45;1", "secret%26%2345%3B1", "%", "&", "+", ";", "%2", "&#", "&lt;",
        "%20", "%2B", "%2F", "&#x25;", "&percnt;", "&#x2B;", "&plus;", "&sol;", "&amp;", "***", "[card number]",
        "\u00C2\u00A0", "\u00E2\u0080\u008B"));

    /// <summary>
    /// The text of an input is in three places, and the redaction reads each of them twice: first to find out whether it must be replaced.
    /// </summary>
    public override long AllocationPerByte => 128;

    public override bool IsDocumented(Exception exception) => false;

    public override object? Read(byte[] input)
    {
        var (secret, reference, state, text) = Parts(input);
        return EchoRedactor.Redact(new ParsedStatus
        {
            Outcome = LookupOutcome.Answered,
            GatewayReference = reference,
            Answer = new GatewayAnswer
            {
                State = state,
                Code = reference,
                Message = text,
                Fields = new GatewayFields(KeyValuePair.Create("text", text)),
                SensitiveFields = new GatewayFields(KeyValuePair.Create("secret", secret)),
            },
            Anomalies = [new StatusAnomaly(StatusAnomalyKind.UnrecognizedValue, text)],
        });
    }

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        var (secret, reference, _, _) = Parts(input);
        var parsed = (ParsedStatus)reading!;
        // A mask must not be mistaken for the secret.
        var isChecked = secret.Length >= 4 && secret != reference && secret.AsSpan().IndexOfAny('*', '[', ']') < 0
            && !string.IsNullOrWhiteSpace(secret) && !"card number".Contains(secret, StringComparison.OrdinalIgnoreCase);
        if (isChecked) SecretJudge.Judge(parsed, secret);
        // A mask may cut an escape. The rest of it must not be mistaken for a part of the secret.
        if (isChecked && Ascii.IsValid(secret) && secret.AsSpan().IndexOfAny('%', '&') < 0)
        {
            string[] texts = [parsed.Answer.State!, parsed.Answer.Message!, parsed.Answer.Fields["text"], parsed.Anomalies[0].Text!];
            foreach (var text in texts.SelectMany(NaiveEscapes.Decodings)) SecretJudge.Check(text, secret);
        }

        SurpriseException.Unless(
            parsed.Answer.Message!.Length <= MaxMessageLength, Oracle.Content, "A message is longer than the limit.");
        CheckCards(parsed.Answer.State!, reference);
        CheckCards(parsed.Answer.Fields["text"], reference);
        CheckCards(parsed.Anomalies[0].Text!, reference);
        // A message that was cut may end inside a longer number.
        if (parsed.Answer.Message.Length < MaxMessageLength - 1) CheckCards(parsed.Answer.Message, reference);
    }

    public override string Describe(object? reading, Exception? failure) => reading is ParsedStatus parsed
        ? string.Create(
            CultureInfo.InvariantCulture, $"{parsed.Answer.Message!.Length / 8} {parsed.Answer.Message.Count(one => one == ']')}")
        : "-";

    private static void CheckCards(string text, string reference) => SurpriseException.Unless(
        text == reference || !NaiveCards.HasAny(text), Oracle.Secret, "A text contains a card number.");

    private static (string Secret, string Reference, string State, string Text) Parts(byte[] input)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n', 4);
        return (lines[0], Line(1), Line(2), Line(3));

        string Line(int index) => index < lines.Length ? lines[index] : "";
    }

    [GeneratedRegex(@"\w+|\s|[^\w\s]")]
    private static partial Regex Token();
}
