using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>
/// Notifications of ConvergeGate. <c>{{checksum}}</c> in a body is replaced by the right one, so that mutations get past it.
/// </summary>
internal sealed class ConvergeGateCallbackTarget : FuzzTarget
{
    private const string Placeholder = "{{checksum}}";

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private readonly CallbackHost _host = new((builder, name) => builder.AddConvergeGate(name, options => Accounts.Fill(options)));

    public override string Name => "convergegate-callback";

    public override IMutator Mutator { get; } = new MixedMutator(new XmlMutator(
        "850", "860", "870", "880", "999", "125.45", "1", "01.0", "EUR", "SUCCESS", "CAPTURED", "g-1", "ORDER-1", Accounts.ApiUser,
        Accounts.Password, Accounts.ApiKey, Placeholder, "strdata=", "%3C"));

    public override bool UsesOtherThreads => true;

    public override byte[] Prepare(byte[] input) =>
        input.AsSpan().IndexOf("{{checksum}}"u8) >= 0
        && Candidates(input).Select(message => NaiveSignatures.ConvergeGate(message, Accounts.ApiKey)).OfType<string>().FirstOrDefault()
            is { } checksum
            ? InputParts.Fill(input, Placeholder, checksum)
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
        SecretJudge.Judge(failure, Accounts.Password, Accounts.ApiKey);
        if (reading is not CallbackReading accepted) return;
        List<NaiveElement> candidates = accepted.IsAccepted ? Candidates(input) : [];
        // An acknowledgement repeats the references of a genuine message.
        if (!candidates.Exists(HasSecretReference)) SecretJudge.Judge(accepted.Reply, Accounts.Password, Accounts.ApiKey);
        if (!accepted.IsAccepted) return;
        var genuine = candidates.FindAll(IsGenuine);
        SurpriseException.Unless(genuine.Count > 0, Oracle.Signature, "An unsigned message is accepted.");
        if (accepted.Notification is not { } notification) return;
        var command = NaiveSignatures.Raw(genuine[0], "apiCmd");
        SurpriseException.Unless(notification.Message == command, Oracle.Content, "The notification is of another kind than the message.");
        var (signed, actual) = command == "850"
            ? ("merchanttransid", notification.MerchantReference)
            : ("gatetransid", notification.GatewayReference);
        var expected = genuine.Select(message => NaiveSignatures.Raw(message, signed).Trim());
        SurpriseException.Unless(
            expected.Contains(actual ?? ""), Oracle.Content, "The notification has another reference than the signed message.");
        var amount = notification.SignedAmount?.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
        SurpriseException.Unless(
            amount is null || genuine.Exists(message => NaiveSignatures.Raw(message, "amount").Trim() == amount
                && NaiveSignatures.Raw(message, "curcode").Trim().Equals(
                    notification.SignedAmount?.Currency, StringComparison.OrdinalIgnoreCase)),
            Oracle.Payment, "The notification has another amount or currency than the signed message.");
    }

    private static bool HasSecretReference(NaiveElement message) =>
        new[] { Accounts.Password, Accounts.ApiKey }.Any(secret =>
            NaiveSignatures.Raw(message, "gatetransid").Contains(secret, StringComparison.OrdinalIgnoreCase)
            || NaiveSignatures.Raw(message, "merchanttransid").Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static bool IsGenuine(NaiveElement message) =>
        NaiveSignatures.Raw(message, "apiUser") == Accounts.ApiUser && NaiveSignatures.Raw(message, "apiPassword") == Accounts.Password
        && string.Equals(
            NaiveSignatures.Raw(message, "checksum").Trim(), NaiveSignatures.ConvergeGate(message, Accounts.ApiKey),
            StringComparison.OrdinalIgnoreCase);

    // The documents that a body may carry: itself, a field of a form, a part of multipart/form-data.
    private static List<NaiveElement> Candidates(byte[] body) =>
    [
        .. NaiveCarrier.Documents(body, "strdata").Select(document => NaiveDocument.Read(document, CallbackHeaders.CharsetFor(body)))
            .OfType<NaiveElement>().Where(root => root.Is("transaction")),
    ];
}
