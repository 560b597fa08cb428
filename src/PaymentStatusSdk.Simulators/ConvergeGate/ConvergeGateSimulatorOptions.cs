using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>The options of a <see cref="ConvergeGateSimulator"/>, for behavior that PROTOCOL.md leaves open. They are read once, at the
/// start.</summary>
public sealed class ConvergeGateSimulatorOptions : GatewaySimulatorOptions
{
    /// <summary>The accepted API user; made up.</summary>
    /// <value>Default <c>simUser01</c>.</value>
    public string ApiUser { get; set; } = "simUser01";

    /// <summary>The password; made up.</summary>
    /// <value>Default <c>simPass-9f3a</c>.</value>
    public string ApiPassword { get; set; } = "simPass-9f3a";

    /// <summary>The key at the end of every checksum input; made up, never on the wire.</summary>
    /// <value>Default <c>KEY-0000-1111-2222-333344445555</c>.</value>
    public string ApiKey { get; set; } = "KEY-0000-1111-2222-333344445555";

    /// <summary>An additional route, such as <c>/gateway</c>.</summary>
    /// <value>Default null: only <c>/v1/transactions</c> and <c>/api/transaction/</c>.</value>
    public string? BasePath { get; set; }

    /// <summary>The accepted carriers; any other carrier gets 415.</summary>
    /// <value>Default both.</value>
    public ConvergeGateCarriers Carriers { get; set; } = ConvergeGateCarriers.Both;

    /// <summary>Whether the content type of a raw body must be <c>application/xml</c> or <c>text/xml</c>; any other type gets
    /// 415.</summary>
    /// <value>Default false: every body that is not a form is read as XML (seen in one client: the type seems to be ignored).</value>
    public bool StrictContentType { get; set; }

    /// <summary>Whether the request must start with an XML declaration.</summary>
    /// <value>Default false: a full, a short or no declaration is accepted, also after leading blanks.</value>
    public bool StrictXml { get; set; }

    /// <summary>How the checksum is verified.</summary>
    /// <value>Default <see cref="ConvergeGateChecksumRule.IgnoreCase"/>: the case of the hex digits is not documented.</value>
    public ConvergeGateChecksumRule Checksum { get; set; } = ConvergeGateChecksumRule.IgnoreCase;

    /// <summary>Whether a request with both ids is refused.</summary>
    /// <value>Default false: the query uses <c>gatetransid</c>, and the checksum covers only that id.</value>
    public bool RejectBothIds { get; set; }

    /// <summary>The answer, instead of <c>result=ERROR</c>, to a wrong user, password or checksum and to an unreadable or unknown
    /// request.</summary>
    /// <value>Default null: HTTP 200 with <c>ERROR</c>. For example <c>SimulatedFault.Status(401)</c>, <c>EmptyBody</c>, <c>HtmlPage</c>,
    /// <c>ResetBeforeAnswer</c>.</value>
    public SimulatedFault? RejectWith { get; set; }

    /// <summary>The <c>errorcode</c> of a refused query; made up, no list is public.</summary>
    /// <value>Default <c>998</c>.</value>
    public string RejectedErrorCode { get; set; } = "998";

    /// <summary>The <c>errorcode</c> of NOTFOUND; made up.</summary>
    /// <value>Default <c>997</c>.</value>
    public string NotFoundErrorCode { get; set; } = "997";

    /// <summary>Whether NOTFOUND omits the nested node instead of sending an empty one.</summary>
    /// <value>Default false.</value>
    public bool OmitNodeWhenNotFound { get; set; }

    /// <summary>The delays between the deliveries of a notification that is not acknowledged.</summary>
    /// <value>Default: 1, 5, 15 and 60 minutes, then every 6 hours for up to 7 days. Only the 7 days are documented. Each delay is zero to
    /// 30 days, on the simulator's clock.</value>
    public IReadOnlyList<TimeSpan> Redelivery { get; set; } = DefaultRedelivery();

    /// <summary>The carrier of a notification.</summary>
    /// <value>Default <see cref="RequestCarrier.Form"/> (field <c>strdata</c>); the provider's pages show both carriers.</value>
    public RequestCarrier NotificationCarrier { get; set; } = RequestCarrier.Form;

    /// <summary>Whether the 850 requested by <c>notify=YES</c> is sent before the answer to the query.</summary>
    /// <value>Default false: it is sent after the answer.</value>
    public bool NotifyBeforeReply { get; set; }

    /// <summary>
    /// Whether a move of a transaction also sends an 850 (not for refunds, credits and chargebacks, which have other notifications).
    /// </summary>
    /// <value>Default true. Without a notification URL, no notification is sent.</value>
    public bool NotifyOnMove { get; set; } = true;

    /// <summary>The defects of the notifications.</summary>
    /// <value>Default none. The values can be combined.</value>
    public ConvergeGateNotificationDefects NotificationDefects { get; set; }

    /// <summary>Whether the root of an acknowledgement must be <c>response</c>.</summary>
    /// <value>Default false: <c>transaction</c> is accepted as well. In both cases, only <c>result</c> = <c>OK</c> stops
    /// redelivery.</value>
    public bool StrictAcknowledgementRoot { get; set; }

    internal override void AddErrors(SimulatorOptionErrors errors)
    {
        base.AddErrors(errors);
        errors.RequireText(nameof(ApiUser), ApiUser);
        errors.RequireText(nameof(ApiPassword), ApiPassword);
        errors.RequireText(nameof(ApiKey), ApiKey);
        errors.RequireWaits(nameof(Redelivery), Redelivery);
        errors.Require((Carriers & ConvergeGateCarriers.Both) != 0, nameof(Carriers), "Raw, Form or Both");
        errors.Require(NotificationCarrier != RequestCarrier.Unknown, nameof(NotificationCarrier), "Raw or Form");
        errors.Require(BasePath is null || BasePath.StartsWith('/'), nameof(BasePath), "a path that begins with '/'");
    }

    private static TimeSpan[] DefaultRedelivery()
    {
        List<TimeSpan> waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];
        var total = waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait);
        for (var wait = TimeSpan.FromHours(6); total + wait <= TimeSpan.FromDays(7); total += wait) waits.Add(wait);
        return [.. waits];
    }
}
