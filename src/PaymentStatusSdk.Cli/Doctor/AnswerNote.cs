namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>The notes on the last answer of a gateway.</summary>
internal sealed class AnswerNote
{
    public int? Status { get; set; }

    /// <summary>The time of the gateway, by its own clock.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>The time at which the answer arrived, by this machine's clock. The query may end much later.</summary>
    public DateTimeOffset ArrivedAt { get; set; }
}
