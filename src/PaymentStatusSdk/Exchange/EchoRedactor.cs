using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Exchange;

/// <summary>
/// Redacts an answer's own sensitive fields, and card numbers, from its other texts: a message that quotes the merchant's data, the
/// redirect's secret or the card must not carry it into JSON, a log or a store. Then limits the length of the message. Applied to every
/// adapter, in one place.
/// </summary>
/// <remarks>A quotation is found in the forms in which <see cref="SecretRedactor"/> finds configured secrets.</remarks>
internal static class EchoRedactor
{
    private const int ShortestSecret = 4;

    private const int MaxMessageLength = 256;

    /// <summary>Returns the status without such quotations; the same instance when there are none.</summary>
    public static ParsedStatus Redact(ParsedStatus parsed)
    {
        if (SecretsOf(parsed) is { } secrets) parsed = RedactSecrets(parsed, new SecretRedactor([.. secrets]));
        if (IsAny(parsed, static text => (object)CardNumberRedactor.Redact(text) != text))
        {
            // One in ten long transaction ids has the check digit of a card number.
            var (gatewayReference, merchantReference) = (parsed.GatewayReference, parsed.MerchantReference);
            parsed = Replace(
                parsed, text => text == gatewayReference || text == merchantReference ? text : CardNumberRedactor.Redact(text));
        }

        // Last, because a part of a secret is not recognized.
        return parsed.Answer.Message is not { Length: > MaxMessageLength } message ? parsed
            : parsed with { Answer = parsed.Answer with { Message = TextRules.Truncate(message, MaxMessageLength) } };
    }

    private static List<string>? SecretsOf(ParsedStatus parsed)
    {
        List<string>? secrets = null;
        foreach (var (_, secret) in parsed.Answer.SensitiveFields.Pairs)
        {
            // Transaction ids are not secret, and very short values match by coincidence.
            if (secret.Length < ShortestSecret || secret == parsed.GatewayReference || secret == parsed.MerchantReference) continue;
            (secrets ??= []).Add(secret);
        }

        return secrets;
    }

    private static ParsedStatus RedactSecrets(ParsedStatus parsed, SecretRedactor redactor) =>
        IsAny(parsed, text => !ReferenceEquals(redactor.Redact(text), text)) ? Replace(parsed, text => redactor.Redact(text)!) : parsed;

    private static bool IsAny(ParsedStatus parsed, Func<string, bool> matches)
    {
        var answer = parsed.Answer;
        if (Matches(answer.State) || Matches(answer.Code) || Matches(answer.Message)) return true;
        foreach (var (_, text) in answer.Fields.Pairs)
        {
            if (Matches(text)) return true;
        }

        foreach (var anomaly in parsed.Anomalies)
        {
            if (Matches(anomaly.Text)) return true;
        }

        return false;

        bool Matches(string? text) => text is not null && matches(text);
    }

    private static ParsedStatus Replace(ParsedStatus parsed, Func<string, string> clean)
    {
        var answer = parsed.Answer;
        return parsed with
        {
            Answer = answer with
            {
                // A value that the adapter knows is not a quotation.
                State = parsed.State == PaymentState.Unknown ? Clean(answer.State) : answer.State,
                Code = Clean(answer.Code),
                Message = Clean(answer.Message),
                Fields = new GatewayFields([.. answer.Fields.Select(field => KeyValuePair.Create(field.Key, clean(field.Value)))]),
            },
            Anomalies = [.. parsed.Anomalies.Select(anomaly => anomaly with { Text = clean(anomaly.Text) })],
        };

        string? Clean(string? text) => text is null ? null : clean(text);
    }
}
