using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The options of a <see cref="DesjardinsSimulator"/>. They are read once, at the start.</summary>
/// <remarks>
/// The Status messages of this gateway are not public: every default that is marked as inferred is an assumption of the adapter's
/// PROTOCOL.md. The simulator proves that the adapter and PROTOCOL.md agree (consistency), not that the gateway agrees with them
/// (conformity). <see cref="GatewaySimulatorOptions.NotificationUrl"/> is not used: step 4 is POSTed to the response URL of the request.
/// </remarks>
public sealed partial class DesjardinsSimulatorOptions : GatewaySimulatorOptions
{
    /// <summary>The accepted merchant id; made up.</summary>
    /// <value>Default <c>100001</c>.</value>
    public string MerchantId { get; set; } = "100001";

    /// <summary>The merchant's key; made up.</summary>
    /// <value>Default 32 hex digits.</value>
    public string MerchantKey { get; set; } = "0123456789abcdef0123456789abcdef";

    /// <summary>The language of answers to requests without a language.</summary>
    /// <value>Default <c>fr</c>; <c>fr</c> or <c>en</c>. (Documented: the gateway uses the merchant's language.)</value>
    public string MerchantLanguage { get; set; } = "fr";

    /// <summary>The time zone of the <c>date</c> fields.</summary>
    /// <value>Default Montreal, or UTC on a machine without that time zone. Inferred.</value>
    public TimeZoneInfo TimeZone { get; set; } =
        TimeZoneInfo.TryFindSystemTimeZoneById("America/Toronto", out var montreal) ? montreal : TimeZoneInfo.Utc;

    /// <summary>The answer on the connection of step 3.</summary>
    /// <value>Default <see cref="DipsStep3Reply.Empty"/>. Inferred.</value>
    public DipsStep3Reply Step3Reply { get; set; }

    /// <summary>The time of step 4 relative to the answer to step 3.</summary>
    /// <value>Default <see cref="DipsStep4Order.After"/> the answer to step 3. Inferred.</value>
    public DipsStep4Order Step4Order { get; set; }

    /// <summary>Whether step 4 is POSTed even though the answer to step 3 contained the whole result.</summary>
    /// <value>Default false.</value>
    public bool CallBackAfterFullResult { get; set; }

    /// <summary>The delay of the answer to step 1.</summary>
    /// <value>Default zero; zero to 30 days, on the simulator's clock.</value>
    public TimeSpan LoginDelay { get; set; }

    /// <summary>The delay of the answer to step 3 after the request was accepted.</summary>
    /// <value>Default zero; zero to 30 days, on the simulator's clock.</value>
    public TimeSpan StatusDelay { get; set; }

    /// <summary>The delay of step 4, measured from its place in <see cref="Step4Order"/>.</summary>
    /// <value>Default zero; zero to 30 days, on the simulator's clock.</value>
    public TimeSpan CallbackDelay { get; set; }

    /// <summary>How long an exchange without a step 4 counts as open, so that a second Status request is an overlap.</summary>
    /// <value>Default 30 seconds, on the simulator's clock, from the moment the request was accepted; zero or more.</value>
    public TimeSpan LostCallbackOpenTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The time after its submission in which the answer for a transaction is not valid yet.</summary>
    /// <value>Default 2 minutes (documented as the time to wait); zero or more. Zero disables the rule.</value>
    public TimeSpan YoungAge { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The form of a young transaction in the answer.</summary>
    /// <value>Default <see cref="DipsYoungTransaction.Omit"/>. Inferred.</value>
    public DipsYoungTransaction YoungTransaction { get; set; }

    /// <summary>The reaction to an unknown queried id.</summary>
    /// <value>Default <see cref="DipsUnknownTransaction.Omit"/>. Inferred.</value>
    public DipsUnknownTransaction UnknownTransaction { get; set; }

    /// <summary>The code of <see cref="DipsUnknownTransaction.TransactionError"/>; made up.</summary>
    /// <value>Default <c>WX99</c>.</value>
    public string UnknownTransactionCode { get; set; } = "WX99";

    /// <summary>The code of refusals, except for an id that was used before (<c>WE15</c>, as seen).</summary>
    /// <value>Default <c>WX03</c>, seen for a malformed field; an assumption for all other refusals.</value>
    public string ErrorCode { get; set; } = "WX03";

    /// <summary>The HTTP status of an error document.</summary>
    /// <value>Default 200; 200 to 599. Not known.</value>
    public int ErrorStatus { get; set; } = 200;

    /// <summary>The delays between the deliveries of a step 4 that the merchant does not accept.</summary>
    /// <value>Default empty: no retry is known. Each delay is zero to 30 days, on the simulator's clock.</value>
    public IReadOnlyList<TimeSpan> Redelivery { get; set; } = [];

    /// <summary>The required answer of the merchant to step 4.</summary>
    /// <value>Default <see cref="DipsAcknowledgement.Xml"/>. Inferred: the sibling protocols require it, but the Status transaction has no
    /// numbered step for it.</value>
    public DipsAcknowledgement Acknowledgement { get; set; }

    /// <summary>An additional authority that is trusted for the certificate of the merchant's https endpoint.</summary>
    /// <value>Default null: the authority of <see cref="GatewaySimulatorOptions.Certificates"/>, if set. Certificates that the machine
    /// trusts, and plain http, are always accepted.</value>
    public SimulatorCertificates? MerchantCertificates { get; set; }

    internal override SimulatorCertificates? TrustedByNotifier => MerchantCertificates ?? Certificates;

    internal override void AddErrors(SimulatorOptionErrors errors)
    {
        base.AddErrors(errors);
        errors.RequireText(nameof(MerchantId), MerchantId);
        errors.RequireText(nameof(MerchantKey), MerchantKey);
        errors.RequireText(nameof(ErrorCode), ErrorCode);
        errors.Require(TimeZone is not null, nameof(TimeZone), "a time zone");
        errors.RequireWaits(nameof(Redelivery), Redelivery);
        errors.Require(MerchantLanguage is "fr" or "en", nameof(MerchantLanguage), "fr or en");
        errors.Require(ErrorStatus is >= 200 and <= 599, nameof(ErrorStatus), "200 to 599");
        errors.RequireWait(nameof(LoginDelay), LoginDelay);
        errors.RequireWait(nameof(StatusDelay), StatusDelay);
        errors.RequireWait(nameof(CallbackDelay), CallbackDelay);
        // These two are compared with the clock, and no timer waits for them.
        errors.Require(LostCallbackOpenTime >= TimeSpan.Zero, nameof(LostCallbackOpenTime), "zero or more");
        errors.Require(YoungAge >= TimeSpan.Zero, nameof(YoungAge), "zero or more");
        AddErrorsOfNames(errors);
    }
}
