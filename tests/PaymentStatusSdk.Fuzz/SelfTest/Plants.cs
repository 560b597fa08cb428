using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Targets;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;

namespace PaymentStatusSdk.Fuzz.SelfTest;

/// <summary>The wrong readers: at least one for each oracle, most of them mistakes that real clients make.</summary>
internal static partial class Plants
{
    public static readonly Plant[] All =
    [
        new("an index out of range on a CDATA section", "xml", Oracle.Exception, (right, input) =>
            Has(input, "<![CDATA[") ? input[(input.Length + 1)..] : right.Read(input)),
        new("a failure without a kind", "ppro", Oracle.Exception, (right, input) =>
            Has(input, "STATUS=&") ? throw new TransactionStatusException(TransactionStatusErrorKind.Unknown, "?") : right.Read(input)),
        new("a reading that cannot be judged", "headers", Oracle.Exception, (right, input) =>
            Has(input, "120") ? null : right.Read(input)),
        new("a search from the start for every octet", "form", Oracle.Time, (right, input) =>
        {
            for (var i = 0; i < input.Length; i += 4) _ = input.AsSpan(0, i).IndexOf((byte)0x1C);
            return right.Read(input);
        }),
        new("a table of the whole document for every element", "convergegate", Oracle.Memory, (right, input) =>
        {
            for (var i = input.Length < 8_000 ? input.AsSpan().Count((byte)'<') : 0; i > 0; i--) GC.KeepAlive(new byte[4 * input.Length]);
            return right.Read(input);
        }),
        new("a buffer of the announced length", "coding", Oracle.Memory, (right, input) =>
        {
            if (input is [_, _, _, > 200, ..]) GC.KeepAlive(new byte[input[3] * 16 * 1024]);
            return right.Read(input);
        }),
        new("the first state anywhere in the document", "convergegate", Oracle.Payment, (_, input) =>
            Captured(State().Match(Text(input)).Groups[1].Value == "CAPTURED")),
        new("STATUS without REQUESTSTATUS", "ppro", Oracle.Payment, (_, input) => Captured(Has(input, "STATUS=SUCCEEDED"))),
        new("the last of two different values", "ppro", Oracle.Payment, (_, input) =>
            Captured(LastStatus().Match(Text(input)).Groups[1].Value == "SUCCEEDED" && Has(input, "REQUESTSTATUS=SUCCEEDED"))),
        new("an approval anywhere in the document", "desjardins", Oracle.Payment, (_, input) => new DesjardinsReading(
            [Captured(Has(input, "approved=\"yes\"")) with { MerchantReference = "T1" }], "{}"u8.ToArray())),
        new("an error beside an approval that is ignored", "desjardins", Oracle.Payment, (right, input) =>
            right.Read(Without(input, Error()))),
        new("an error beside an approval that is ignored", "desjardins-session", Oracle.Payment, (right, input) =>
            right.Read(Without(input, Error()))),
        new("an error in a mailbox that is ignored", "desjardins-message", Oracle.Payment, (right, input) =>
            right.Read(Latin1(Text(input).Replace("\"error\"", "\"other\"", StringComparison.Ordinal)))),
        new("the first of two contradictory results", "desjardins-session", Oracle.Payment, (right, input) =>
            right.Read(Without(input, SecondResult()))),
        new("the first of two contradictory POSTs", "desjardins-session", Oracle.Payment, (right, input) =>
            right.Read(input) is TransactionStatusResult { State: PaymentState.Unknown } result && SecondPost().IsMatch(Text(input))
                ? result with { State = PaymentState.Captured, Finality = Finality.Final, Funds = FundsState.NotReported, Amount = null }
                : right.Read(input)),
        new("a session without an answer that is not found", "desjardins-session", Oracle.Payment, (right, input) =>
            TryRead(right, input) is TransactionStatusResult result ? result : NotFound()),
        new("a named transaction without an outcome that is not found", "desjardins-session", Oracle.Payment, (right, input) =>
            right.Read(input) is TransactionStatusResult { Outcome: LookupOutcome.Answered }
                && Has(input, "<transactions/><transaction id=\"T1\"/>")
                ? NotFound()
                : right.Read(input)),
        new("a POST for any merchant", "desjardins-session", Oracle.Payment, (right, input) =>
            right.Read(Latin1(Text(input).Replace("\"100002\"", "\"100001\"", StringComparison.Ordinal)))),
        new("the merchant's reference instead of the gateway's", "ppro", Oracle.Payment, (right, input) =>
            right.Read(input) is ParsedStatus parsed ? parsed with { GatewayReference = parsed.MerchantReference } : null),
        new("a currency by guess", "convergegate", Oracle.Payment, (right, input) => right.Read(input) is ParsedStatus parsed
            ? parsed with { Amount = new ReportedAmount(parsed.Amount.Value, parsed.Amount.Currency ?? "EUR", IsUnreadable: false) }
            : null),
        new("any state of a long document is paid", "convergegate", Oracle.Payment, (right, input) =>
            input.Length < 20_000 ? right.Read(input) : Captured(Has(input, "<transaction>"))),
        new("a session that is always paid", "desjardins-session", Oracle.Payment, (right, input) =>
            right.Read(input) is TransactionStatusResult result
                ? result with { State = PaymentState.Captured, Finality = Finality.Final, Funds = FundsState.NotReported }
                : null),
        new("an error that is final", "convergegate", Oracle.Payment, (right, input) =>
            right.Read(input) is ParsedStatus parsed ? WithFinal(parsed, PaymentState.Failed) : null),
        new("every failure is final", "ppro", Oracle.Payment, (right, input) =>
            right.Read(input) is ParsedStatus parsed ? WithFinal(parsed, parsed.State) : null),
        new("money that is awaited and counts as received", "ppro", Oracle.Payment, (right, input) =>
            right.Read(input) is ParsedStatus parsed
                ? parsed with { Funds = parsed.Funds is FundsState.Awaited ? FundsState.Received : parsed.Funds }
                : null),
        new("condition code 117 is final", "desjardins", Oracle.Payment, (right, input) =>
            Each(right.Read(input), parsed => WithFinal(parsed, PaymentState.Failed))),
        new("condition code 117 is final", "desjardins-session", Oracle.Payment, (right, input) =>
            right.Read(input) is TransactionStatusResult result
                ? result with { Finality = result.State is PaymentState.Failed ? Finality.Final : result.Finality }
                : null),
        new("every currency has cents", "desjardins", Oracle.Payment, (right, input) =>
            Each(right.Read(input), parsed => parsed.Amount is { Currency: "JPY", Value: { } yen }
                ? parsed with { Amount = parsed.Amount with { Value = yen / 100 } }
                : parsed)),
        new("a text that ends at its first reference", "xml", Oracle.Content, (right, input) =>
        {
            var reading = (XmlReading)right.Read(input)!;
            foreach (var element in reading.Elements) element.Text = element.Text?.Split('&', '<')[0];
            return reading;
        }),
        new("an attribute that is lost", "xml", Oracle.Content, (right, input) =>
        {
            var reading = (XmlReading)right.Read(input)!;
            foreach (var element in reading.Elements) element.Attributes[0] = null;
            return reading;
        }),
        new("a text that counts as damaged", "xml", Oracle.Content, (right, input) =>
        {
            var reading = (XmlReading)right.Read(input)!;
            foreach (var element in reading.Elements) element.IsSound &= element.Text?.Contains('&', StringComparison.Ordinal) != true;
            return reading;
        }),
        new("a line separator that becomes a line break", "xml", Oracle.Content, (right, input) =>
        {
            var reading = (XmlReading)right.Read(input)!;
            foreach (var element in reading.Elements) element.Text = element.Text?.Replace('\u2028', '\n');
            return reading;
        }),
        new("an anomaly without a text", "desjardins-message", Oracle.Content, (right, input) =>
            right.Read(input) is List<ParsedStatus> all && Has(input, "\"repairs\":[")
                ? all.ConvertAll(parsed => parsed with { Anomalies = [new StatusAnomaly(StatusAnomalyKind.RepairedMarkup, null!)] })
                : right.Read(input)),
        new("a limit of depth that is too low", "xml", Oracle.Content, (right, input) =>
            right.Read(input) is XmlReading reading && reading.Elements.Any(element => element.Depth > 2)
                ? throw new TransactionStatusException(TransactionStatusErrorKind.InvalidResponse, "The answer is too deep.")
                : right.Read(input)),
        new("UTF-16 as .NET declares it that is rejected", "xml", Oracle.Content, (right, input) =>
            input is [0xFF, 0xFE, ..] && Has(input, "e\0n\0c\0o\0d\0i\0n\0g\0") ? throw NoDeclaration() : right.Read(input)),
        new("a declared encoding in capitals that is rejected", "xml", Oracle.Content, (right, input) =>
            Has(input, "encoding=\"ISO-8859-1\"") ? throw NoDeclaration() : right.Read(input)),
        new("a pair that ends at a semicolon, too", "form", Oracle.Content, (right, input) =>
            right.Read([.. input.Select(octet => octet == ';' ? (byte)'&' : octet)])),
        new("a buffer for a form that does not grow", "form", Oracle.Content, (right, input) =>
            right.Read(input.Length < 20_000 ? input : input[..20_000])),
        new("compressed data that ends too early", "coding", Oracle.Content, (right, input) =>
        {
            if (input is not [var coding, _, ..] || coding % 4 != 2) return right.Read(input);
            using var decoder = new BrotliDecoder();
            var body = new byte[16 * 1024];
            var status = decoder.Decompress(input.AsSpan(1), body, out _, out var length);
            return status is OperationStatus.NeedMoreData ? body[..length] : right.Read(input);
        }),
        new("a checksum that is not verified", "convergegate-callback", Oracle.Signature, (_, input) =>
            Accepted(Has(input, "<apiCmd>850"))),
        new("a hash that is not verified", "ppro-callback", Oracle.Signature, (_, input) => Accepted(Has(input, "sha256hash="))),
        new("a hash in multipart/form-data that is not verified", "ppro-callback", Oracle.Signature, (right, input) =>
            Has(input, "name=\"sha256hash\"") ? Accepted(isAccepted: true) : right.Read(input)),
        new("a return that is not verified", "ppro-return", Oracle.Signature, (right, input) =>
            right.Read(input) is true || Has(input, "00000000")),
        new("an amount in a currency by guess", "convergegate-callback", Oracle.Payment, (right, input) =>
            right.Read(input) is CallbackReading { Notification: { SignedAmount: { } amount } notification } reading
                ? reading with { Notification = notification with { SignedAmount = new Money(amount.Amount, "CZK") } }
                : right.Read(input)),
        new("a token that is not verified", "desjardins-callback", Oracle.Signature, (_, input) => Accepted(Has(input, "approved="))),
        new("an expired token that still opens a mailbox", "desjardins-callback", Oracle.Signature, (right, input) =>
            right.Read(Latin1(Text(input).Replace(
                Text(right.Prepare(Latin1("{{expired}}"))), Text(right.Prepare(Latin1("{{token}}"))), StringComparison.Ordinal)))),
        new("a message that quotes the answer", "convergegate", Oracle.Secret, (right, input) =>
            right.Read(input) is ParsedStatus parsed ? parsed with { Answer = new GatewayAnswer { Message = Text(input) } } : null),
        new("an error code that is quoted whatever it is", "convergegate", Oracle.Secret, (right, input) =>
            Has(input, "<result>ERROR")
                ? throw new TransactionStatusException(TransactionStatusErrorKind.Rejected, "The gateway rejected the query.")
                {
                    GatewayCode = ErrorCode().Match(Text(input)).Groups[1].Value,
                }
                : right.Read(input)),
        new("a failure that quotes the login", "desjardins-session", Oracle.Secret, (right, input) =>
            TryRead(right, input) ?? throw new TransactionStatusException(TransactionStatusErrorKind.InvalidResponse, Text(input))),
        new("a message in a mailbox that quotes the document", "desjardins", Oracle.Secret, (right, input) =>
            ((DesjardinsReading)right.Read(input)!) with { Json = JsonSerializer.SerializeToUtf8Bytes(Text(input)) }),
        new("a reply that quotes the message", "convergegate-callback", Oracle.Secret, (right, input) =>
            right.Read(input) is CallbackReading reading ? reading with { Reply = reading.Reply with { Body = input } } : null),
        new("a stored document that changes", "stored-transaction", Oracle.Content, (right, input) =>
            right.Read(input) is (TrackedTransaction transaction, string json)
                ? (transaction with { CheckCount = transaction.CheckCount + 1 }, json)
                : null),
        // A payment that was paid, because a failure that becomes final has a second effect: its time.
        new("a stored state that becomes final", "stored-transaction", Oracle.Payment, (right, input) =>
            right.Read(input) is (TrackedTransaction { Belief: { State: PaymentState.Captured } belief } transaction, string)
                ? AsFinal(transaction, belief)
                : null),
        new("a long document whose payment has failed", "stored-transaction", Oracle.Payment, (right, input) =>
            right.Read(input) is (TrackedTransaction, string) && input.Length > 20_000
                ? right.Read(right.Seeds.ElementAt(2))
                : right.Read(input)),
        new("a card number with blanks that is not redacted", "redaction", Oracle.Secret, (right, input) =>
            right.Read(input) is ParsedStatus parsed && Has(input, "1111 1111")
                ? parsed with { Answer = parsed.Answer with { State = Text(input) } }
                : right.Read(input)),
        new("an escaped secret that is not redacted", "redaction", Oracle.Secret, (right, input) =>
            right.Read(input) is ParsedStatus parsed && Text(input).StartsWith("secret-1\n", StringComparison.Ordinal)
                ? parsed with { Answer = parsed.Answer with { State = "secret%26%2345%3B1" } }
                : right.Read(input)),
        new("a plus sign that is read as a blank only", "redaction", Oracle.Secret, (right, input) =>
            right.Read(input) is ParsedStatus parsed && Text(input).StartsWith("key+1/b\n", StringComparison.Ordinal)
                ? parsed with { Answer = parsed.Answer with { State = "key+1%2Fb" } }
                : right.Read(input)),
        new("a percent-encoded secret that a page escapes and that is not redacted", "redaction", Oracle.Secret, (right, input) =>
            right.Read(input) is ParsedStatus parsed && Text(input).StartsWith("key 1/b\n", StringComparison.Ordinal)
                ? parsed with { Answer = parsed.Answer with { State = "key&#x2B;1&percnt;2Fb" } }
                : right.Read(input)),
        new("an error that quotes a setting", "options", Oracle.Secret, (right, input) =>
            OptionsTarget.WithMessage(right.Read(input)!, Text(input))),
    ];

    private static bool Has(byte[] input, string text) => Text(input).Contains(text, StringComparison.Ordinal);

    private static string Text(byte[] input) => Encoding.Latin1.GetString(input);

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Without(byte[] input, Regex part) => Latin1(part.Replace(Text(input), ""));

    private static object? TryRead(FuzzTarget right, byte[] input)
    {
        try
        {
            return right.Read(input);
        }
        catch (TransactionStatusException)
        {
            return null;
        }
    }

    private static DesjardinsReading Each(object? reading, Converter<ParsedStatus, ParsedStatus> change) =>
        ((DesjardinsReading)reading!) with { Statuses = ((DesjardinsReading)reading!).Statuses.ConvertAll(change) };

    private static TransactionStatusResult NotFound() => new() { ClientName = "client", Outcome = LookupOutcome.NotFound };

    private static TransactionStatusException NoDeclaration() => new(
        TransactionStatusErrorKind.InvalidResponse, "The answer's first line is not an XML declaration of a known form and encoding.");

    private static ParsedStatus Captured(bool isPaid) => isPaid
        ? new ParsedStatus
        {
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Captured,
            Finality = Finality.Final,
            Funds = FundsState.NotReported,
            // Otherwise the amount would be lost, which is another mistake.
            Amount = new ReportedAmount(null, null, IsUnreadable: true),
        }
        : new ParsedStatus { Outcome = LookupOutcome.Answered };

    private static ParsedStatus WithFinal(ParsedStatus parsed, PaymentState state) =>
        parsed.State == state && Decisions.IsFailure(state) ? parsed with { Finality = Finality.Final } : parsed;

    private static (TrackedTransaction Transaction, string Json) AsFinal(TrackedTransaction transaction, StatusBelief belief)
    {
        var final = transaction with { Belief = belief with { Strongest = belief.Strongest with { Finality = Finality.Final } } };
        return (final, JsonSerializer.Serialize(final, StoredJson.Transaction));
    }

    private static CallbackReading Accepted(bool isAccepted) => new(
        new GatewayCallbackReply(200, null, default, isAccepted ? CallbackVerdict.Handled : CallbackVerdict.Refused), null);

    [GeneratedRegex("<error>.*?</error>", RegexOptions.Singleline)]
    private static partial Regex Error();

    [GeneratedRegex("(?<=</transaction>)<transaction [^>]*>.*?</transaction>", RegexOptions.Singleline)]
    private static partial Regex SecondResult();

    [GeneratedRegex("\n%%\n.*\n%%\n.*approved=\"yes\".*\n%%\n.*approved=\"no\"", RegexOptions.Singleline)]
    private static partial Regex SecondPost();

    [GeneratedRegex("<errorcode>([^<]*)</errorcode>")]
    private static partial Regex ErrorCode();

    [GeneratedRegex("<state>([A-Z]*)</state>")]
    private static partial Regex State();

    [GeneratedRegex("[&^]STATUS=([A-Z]*)", RegexOptions.RightToLeft)]
    private static partial Regex LastStatus();
}
