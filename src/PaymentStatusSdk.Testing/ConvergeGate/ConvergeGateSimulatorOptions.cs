namespace PaymentStatusSdk.Testing;

/// <summary>How a <see cref="ConvergeGateSimulator"/> behaves where PROTOCOL.md leave it open. Read once, at the start.</summary>
public sealed class ConvergeGateSimulatorOptions : GatewaySimulatorOptions
{
    /// <summary>The API user that is let in; made up.</summary>
    /// <value>Default <c>simUser01</c>.</value>
    public string ApiUser { get; set; } = "simUser01";

    /// <summary>Its password; made up.</summary>
    /// <value>Default <c>simPass-9f3a</c>.</value>
    public string ApiPassword { get; set; } = "simPass-9f3a";

    /// <summary>The key that ends every checksum; made up, never on the wire.</summary>
    /// <value>Default <c>KEY-0000-1111-2222-333344445555</c>.</value>
    public string ApiKey { get; set; } = "KEY-0000-1111-2222-333344445555";

    /// <summary>An additional path that is answered, such as <c>/gateway</c>.</summary>
    /// <value>Default null: only <c>/v1/transactions</c> and <c>/api/transaction/</c>.</value>
    public string? BasePath { get; set; }

    /// <summary>Which carriers are answered; another one gets 415.</summary>
    /// <value>Default both.</value>
    public ConvergeGateCarriers Carriers { get; set; } = ConvergeGateCarriers.Both;

    /// <summary>Whether a raw body must say <c>application/xml</c> or <c>text/xml</c>; another type gets 415.</summary>
    /// <value>Default false: whatever is not a form is read as XML (seen in one client: the type seems to be ignored).</value>
    public bool StrictContentType { get; set; }

    /// <summary>Whether the request needs a declaration as its first bytes.</summary>
    /// <value>Default false: full, short or no declaration, blanks before it, all are read.</value>
    public bool StrictXml { get; set; }

    /// <summary>How the checksum is verified.</summary>
    /// <value>Default <see cref="ConvergeGateChecksumRule.IgnoreCase"/>: the case of the hex digits is not documented.</value>
    public ConvergeGateChecksumRule Checksum { get; set; } = ConvergeGateChecksumRule.IgnoreCase;

    /// <summary>Whether a request with both ids is refused.</summary>
    /// <value>Default false: <c>gatetransid</c> is asked for, and hashed alone.</value>
    public bool RejectBothIds { get; set; }

    /// <summary>What a wrong user, password or checksum, an unreadable or an unknown request gets instead of <c>result=ERROR</c>.</summary>
    /// <value>Default null: HTTP 200 with <c>ERROR</c>. For example <c>SimulatedFault.Status(401)</c>, <c>EmptyBody</c>, <c>HtmlPage</c>, <c>ResetBeforeAnswer</c>.</value>
    public SimulatedFault? RejectWith { get; set; }

    /// <summary>The <c>errorcode</c> of a refused query; made up, no list is public.</summary>
    /// <value>Default <c>998</c>.</value>
    public string RejectedErrorCode { get; set; } = "998";

    /// <summary>The <c>errorcode</c> of NOTFOUND; made up.</summary>
    /// <value>Default <c>997</c>.</value>
    public string NotFoundErrorCode { get; set; } = "997";

    /// <summary>Whether NOTFOUND leaves the nested node out instead of sending an empty one.</summary>
    /// <value>Default false.</value>
    public bool OmitNodeWhenNotFound { get; set; }

    /// <summary>The waits between the deliveries of a notification that is not acknowledged.</summary>
    /// <value>Default: 1, 5, 15 and 60 minutes, then every 6 hours until 7 days are over. Only the 7 days are documented.</value>
    public IReadOnlyList<TimeSpan> Redelivery { get; set; } = DefaultRedelivery();

    /// <summary>How a notification is carried.</summary>
    /// <value>Default <see cref="RequestCarrier.Form"/> (field <c>strdata</c>); the pages show both.</value>
    public RequestCarrier NotificationCarrier { get; set; } = RequestCarrier.Form;

    /// <summary>Whether the 850 that <c>notify=YES</c> asks for arrives before the answer to the query.</summary>
    /// <value>Default false: after it.</value>
    public bool NotifyBeforeReply { get; set; }

    /// <summary>Whether a move of a transaction sends an 850, too (not for refunds, credits and disputes: these have other notifications).</summary>
    /// <value>Default true. Nothing is sent without a notification URL.</value>
    public bool NotifyOnMove { get; set; } = true;

    /// <summary>What is wrong with the notifications.</summary>
    /// <value>Default nothing. Can be combined.</value>
    public ConvergeGateNotificationDefects NotificationDefects { get; set; }

    /// <summary>Whether the root of an acknowledgement must be <c>response</c>.</summary>
    /// <value>Default false: <c>transaction</c> counts as well. In both cases only <c>result</c> = <c>OK</c> stops redelivery.</value>
    public bool StrictAcknowledgementRoot { get; set; }

    internal override void Validate()
    {
        base.Validate();
        ArgumentException.ThrowIfNullOrEmpty(ApiUser);
        ArgumentException.ThrowIfNullOrEmpty(ApiPassword);
        ArgumentException.ThrowIfNullOrEmpty(ApiKey);
        ArgumentNullException.ThrowIfNull(Redelivery);
        if ((Carriers & ConvergeGateCarriers.Both) == 0) throw Wrong(nameof(Carriers), "Raw, Form or Both");
        if (NotificationCarrier == RequestCarrier.Unknown) throw Wrong(nameof(NotificationCarrier), "Raw or Form");
        if (BasePath is not null && !BasePath.StartsWith('/')) throw Wrong(nameof(BasePath), "a path that begins with '/'");
    }

    private static TimeSpan[] DefaultRedelivery()
    {
        List<TimeSpan> waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];
        var total = waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait);
        for (var wait = TimeSpan.FromHours(6); total + wait <= TimeSpan.FromDays(7); total += wait) waits.Add(wait);
        return [.. waits];
    }
}
