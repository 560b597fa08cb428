namespace PaymentStatusSdk.Testing;

/// <summary>How a <see cref="DesjardinsSimulator"/> behaves. Read once, at the start.</summary>
/// <remarks>
/// The Status messages of this gateway are not public: every default here that the documentation calls inferred is a guess of the
/// PROTOCOL.md. The simulator proves that an adapter and the notes agree (self-consistency), not that the gateway does (conformity).
/// <see cref="GatewaySimulatorOptions.NotificationUrl"/> is not used: step 4 goes to the response URL of the request.
/// </remarks>
public sealed partial class DesjardinsSimulatorOptions : GatewaySimulatorOptions
{
    /// <summary>The merchant id that is let in; made up.</summary>
    /// <value>Default <c>100001</c>.</value>
    public string MerchantId { get; set; } = "100001";

    /// <summary>Its key; made up.</summary>
    /// <value>Default 32 hex digits.</value>
    public string MerchantKey { get; set; } = "0123456789abcdef0123456789abcdef";

    /// <summary>The language of answers to requests that name none.</summary>
    /// <value>Default <c>fr</c>; <c>fr</c> or <c>en</c>. (That the merchant's own is used is documented.)</value>
    public string MerchantLanguage { get; set; } = "fr";

    /// <summary>The time zone of the <c>date</c> fields.</summary>
    /// <value>Default Montreal, where the machine knows it, else UTC. Inferred.</value>
    public TimeZoneInfo TimeZone { get; set; } =
        TimeZoneInfo.TryFindSystemTimeZoneById("America/Toronto", out var montreal) ? montreal : TimeZoneInfo.Utc;

    /// <summary>What is answered on the connection of step 3.</summary>
    /// <value>Default <see cref="DipsStep3Reply.Empty"/>. Inferred.</value>
    public DipsStep3Reply Step3Reply { get; set; }

    /// <summary>When step 4 is POSTed.</summary>
    /// <value>Default <see cref="DipsStep4Order.After"/> the answer to step 3. Inferred.</value>
    public DipsStep4Order Step4Order { get; set; }

    /// <summary>Whether step 4 is POSTed although the whole result was on the connection of step 3.</summary>
    /// <value>Default false.</value>
    public bool CallBackAfterFullResult { get; set; }

    /// <summary>How long the answer to step 1 takes.</summary>
    /// <value>Default zero, on the simulator's clock.</value>
    public TimeSpan LoginDelay { get; set; }

    /// <summary>How long the answer to step 3 takes, once the request was accepted.</summary>
    /// <value>Default zero, on the simulator's clock.</value>
    public TimeSpan StatusDelay { get; set; }

    /// <summary>How long the gateway works before it POSTs step 4, counted from its turn in <see cref="Step4Order"/>.</summary>
    /// <value>Default zero, on the simulator's clock.</value>
    public TimeSpan CallbackDelay { get; set; }

    /// <summary>How long an exchange whose step 4 never comes counts as open, so that a second Status request is an overlap.</summary>
    /// <value>Default 30 seconds, on the simulator's clock, from the moment the request was accepted.</value>
    public TimeSpan LostCallbackOpenTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after its submission a target's answer is not valid yet.</summary>
    /// <value>Default 2 minutes (documented as the time to wait); zero switches it off.</value>
    public TimeSpan YoungAge { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How such a target stands in the answer.</summary>
    /// <value>Default <see cref="DipsYoungTarget.Omit"/>. Inferred.</value>
    public DipsYoungTarget YoungTarget { get; set; }

    /// <summary>What happens when an asked id is unknown.</summary>
    /// <value>Default <see cref="DipsUnknownTarget.Omit"/>. Inferred.</value>
    public DipsUnknownTarget UnknownTarget { get; set; }

    /// <summary>The code of <see cref="DipsUnknownTarget.TargetError"/>; made up.</summary>
    /// <value>Default <c>WX99</c>.</value>
    public string UnknownTargetCode { get; set; } = "WX99";

    /// <summary>The code of refusals, other than the id already used (<c>WE15</c>, as seen).</summary>
    /// <value>Default <c>WX03</c>, seen for a badly formed field; a placeholder for everything else.</value>
    public string ErrorCode { get; set; } = "WX03";

    /// <summary>The HTTP status of an error document.</summary>
    /// <value>Default 200; 200 to 599. Not known.</value>
    public int ErrorStatus { get; set; } = 200;

    /// <summary>The waits between the deliveries of a step 4 that the merchant does not accept.</summary>
    /// <value>Default empty: no retry is known.</value>
    public IReadOnlyList<TimeSpan> Redelivery { get; set; } = [];

    /// <summary>What the merchant must answer to step 4.</summary>
    /// <value>Default <see cref="DipsAcknowledgement.Xml"/>. Inferred: the sibling protocols need it, Status numbers no such step.</value>
    public DipsAcknowledgement Acknowledgement { get; set; }

    /// <summary>The authority that the merchant's https endpoint is trusted by.</summary>
    /// <value>Default null: that of <see cref="GatewaySimulatorOptions.Certificates"/>, if any. Certificates that the machine trusts, and plain http, always work.</value>
    public SimulatorCertificates? MerchantCertificates { get; set; }

    internal override SimulatorCertificates? TrustedByNotifier => MerchantCertificates ?? Certificates;

    internal override void Validate()
    {
        base.Validate();
        ArgumentException.ThrowIfNullOrEmpty(MerchantId);
        ArgumentException.ThrowIfNullOrEmpty(MerchantKey);
        ArgumentException.ThrowIfNullOrEmpty(ErrorCode);
        ArgumentNullException.ThrowIfNull(TimeZone);
        ArgumentNullException.ThrowIfNull(Redelivery);
        if (MerchantLanguage is not ("fr" or "en")) throw Wrong(nameof(MerchantLanguage), "fr or en");
        if (ErrorStatus is < 200 or > 599) throw Wrong(nameof(ErrorStatus), "200 to 599");
        if (LoginDelay < TimeSpan.Zero) throw Wrong(nameof(LoginDelay), "zero or more");
        if (StatusDelay < TimeSpan.Zero) throw Wrong(nameof(StatusDelay), "zero or more");
        if (CallbackDelay < TimeSpan.Zero) throw Wrong(nameof(CallbackDelay), "zero or more");
        if (LostCallbackOpenTime < TimeSpan.Zero) throw Wrong(nameof(LostCallbackOpenTime), "zero or more");
        if (YoungAge < TimeSpan.Zero) throw Wrong(nameof(YoungAge), "zero or more");
        ValidateNames();
    }
}
