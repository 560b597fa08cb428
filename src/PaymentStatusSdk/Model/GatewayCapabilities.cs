namespace PaymentStatusSdk;

/// <summary>What a gateway can be asked, and what its answers can ever contain.</summary>
/// <remarks>
/// Silence about something that a gateway never reports is no information: PPRO never shows a refund, and a PPRO result without one must
/// not read as "not refunded".
/// </remarks>
public sealed record GatewayCapabilities
{
    /// <summary>May a query name the gateway's own id? Default false.</summary>
    public bool AsksByGatewayId { get; init; }

    /// <summary>May a query name the merchant's id? Default false.</summary>
    public bool AsksByMerchantId { get; init; }

    /// <summary>How many transactions one exchange with the gateway can ask for. Default 1.</summary>
    public int TargetsPerExchange { get; init; } = 1;

    /// <summary>How many exchanges may run at once. Default 1.</summary>
    public int ExchangesAtOnce { get; init; } = 1;

    /// <summary>Must an exchange about a transaction have ended before the next one about the same may start? Default false.</summary>
    public bool OneExchangePerTransaction { get; init; }

    /// <summary>How old a transaction should be before the gateway answers reliably. Default zero: at once.</summary>
    public TimeSpan MinimumAge { get; init; }

    /// <summary>When it is worth asking again about a transaction that is followed to its end. Only tracking goes by it.</summary>
    public FollowUpSchedule FollowUp { get; init; } = FollowUpSchedule.Default;

    /// <summary>Can an answer contain amount and currency? Default false.</summary>
    public bool ReportsAmount { get; init; }

    /// <summary>Can an answer tell where the money is? Default false.</summary>
    public bool ReportsFunds { get; init; }

    /// <summary>Can an answer show a refund? Default false.</summary>
    public bool ReportsRefunds { get; init; }

    /// <summary>Can an answer show a chargeback? Default false.</summary>
    public bool ReportsChargebacks { get; init; }

    /// <summary>How the gateway compares its own ids. Default ordinal.</summary>
    public StringComparison GatewayIdComparison { get; init; } = StringComparison.Ordinal;

    /// <summary>How the gateway compares merchants' ids. Default ordinal.</summary>
    public StringComparison MerchantIdComparison { get; init; } = StringComparison.Ordinal;
}
