using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Notifications of PPRO. <c>{{hash}}</c> in a body is replaced by the right one, so that mutations get past it.</summary>
internal sealed class PproCallbackTarget : FuzzTarget
{
    private const string Placeholder = "{{hash}}";

    private readonly CallbackHost _host = new((builder, name) => builder.AddPpro(name, options => Accounts.Fill(options)));

    public override string Name => "ppro-callback";

    public override IMutator Mutator { get; } = new MixedMutator(new FormMutator(
        ["txid", "finaltimestamp", "sha256hash", "TXID", "other"],
        ["123887123", "0", "", "2024-01-31T12:34:56Z", "2024-01-31T12:34:56+01:00", Placeholder, "abc", "a b"]));

    public override bool UsesOtherThreads => true;

    public override byte[] Prepare(byte[] input) =>
        input.AsSpan().IndexOf("{{hash}}"u8) >= 0 && Hashes(Fields(input)).FirstOrDefault() is { } hash
            ? InputParts.Fill(input, Placeholder, hash)
            : input;

    public override object? Read(byte[] input) => _host.Handle(new GatewayCallback(input, null, "", ""));

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        if (reading is not CallbackReading { IsAccepted: true } accepted) return;
        // In multipart/form-data the fields stand between blank lines and boundaries; the values are enough to compute the hash.
        var fields = WithoutMarks(input) is [(byte)'-', (byte)'-', ..] ? null : Fields(input);
        if (fields is null) return;
        SurpriseException.Unless(
            Hashes(fields).Any(hash => hash.Equals(fields.GetValueOrDefault("sha256hash"), StringComparison.OrdinalIgnoreCase)),
            Oracle.Signature, "An unsigned message is accepted.");
        SurpriseException.Unless(
            accepted.Notification is null || accepted.Notification.GatewayReference == fields["txid"], Oracle.Content,
            "The notification has another reference than the signed message.");
    }

    private static IEnumerable<string> Hashes(Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("txid", out var txId) || !fields.TryGetValue("finaltimestamp", out var time)) yield break;
        yield return NaiveSignatures.Ppro(txId, time, Accounts.NotificationSecret);
        // A raw '+' of a time zone is a space in a form.
        if (time.LastIndexOf(' ') is var at and >= 0)
            yield return NaiveSignatures.Ppro(txId, $"{time[..at]}+{time[(at + 1)..]}", Accounts.NotificationSecret);
    }

    // The carrier and the form may each have a mark.
    private static ReadOnlySpan<byte> WithoutMarks(byte[] body)
    {
        var rest = body.AsSpan().TrimStart(" \t\r\n"u8);
        while (rest is [0xEF, 0xBB, 0xBF, ..]) rest = rest[3..].TrimStart(" \t\r\n"u8);
        return rest;
    }

    private static Dictionary<string, string> Fields(byte[] body)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in NaiveForm.Split(WithoutMarks(body)))
        {
            if (value is not null && NaiveForm.Decode(value) is { } decoded) fields.TryAdd(name, decoded);
        }

        return fields;
    }
}
