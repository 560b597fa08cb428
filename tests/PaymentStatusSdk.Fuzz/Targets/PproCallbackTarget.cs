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

    private static readonly TimeSpan Memory = TimeSpan.FromHours(48);

    private readonly CallbackHost _host = new((builder, name) => builder.AddPpro(name, options => Accounts.Fill(options)));

    public override string Name => "ppro-callback";

    public override IMutator Mutator { get; } = new MixedMutator(new FormMutator(
        ["txid", "finaltimestamp", "sha256hash", "TXID", "other"],
        ["123887123", "0", "", "2024-01-31T12:34:56Z", "2024-01-31T12:34:56+01:00", Placeholder, "abc", "a b",
            Accounts.NotificationSecret]));

    public override bool UsesOtherThreads => true;

    public override byte[] Prepare(byte[] input) =>
        input.AsSpan().IndexOf("{{hash}}"u8) >= 0 && Carried(input).SelectMany(Hashes).FirstOrDefault() is { } hash
            ? InputParts.Fill(input, Placeholder, hash)
            : input;

    public override object? Read(byte[] input)
    {
        // The length chooses, so that equal inputs behave equally. Repetitions stay in the other inputs.
        if (input.Length % 5 == 0) _host.Forget(Memory);
        return _host.Handle(new GatewayCallback(input, CallbackHeaders.ContentTypeFor(input), "", ""));
    }

    public override bool IsDecision(object? reading) => reading is CallbackReading { IsAccepted: true };

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        SecretJudge.Judge(failure, Accounts.Password, Accounts.NotificationSecret);
        if (reading is not CallbackReading accepted) return;
        SecretJudge.Judge(accepted.Reply, Accounts.Password, Accounts.NotificationSecret);
        if (!accepted.IsAccepted) return;
        var genuine = Carried(input).Where(IsGenuine).ToList();
        SurpriseException.Unless(genuine.Count > 0, Oracle.Signature, "An unsigned message is accepted.");
        SurpriseException.Unless(
            accepted.Notification is null || genuine.Exists(fields => accepted.Notification.GatewayReference == fields["txid"]),
            Oracle.Content, "The notification has another reference than the signed message.");
    }

    private static bool IsGenuine(Dictionary<string, string> fields) =>
        Hashes(fields).Any(hash => hash.Equals(fields.GetValueOrDefault("sha256hash"), StringComparison.OrdinalIgnoreCase));

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

    // The fields of a form, and those of multipart/form-data.
    private static IEnumerable<Dictionary<string, string>> Carried(byte[] body)
    {
        var content = WithoutMarks(body).ToArray();
        yield return Fields(NaiveForm.Split(content).Select(pair => (pair.Name, pair.Value is { } raw ? NaiveForm.Decode(raw) : null)));
        yield return Fields(NaiveCarrier.Parts(content));
    }

    private static Dictionary<string, string> Fields(IEnumerable<(string Name, string? Value)> pairs)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in pairs)
        {
            if (value is not null) fields.TryAdd(name, value);
        }

        return fields;
    }
}
