namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>The notes on the last answer of a gateway.</summary>
internal sealed class AnswerNote
{
    public int? Status { get; set; }

    public DateTimeOffset? Date { get; set; }
}
