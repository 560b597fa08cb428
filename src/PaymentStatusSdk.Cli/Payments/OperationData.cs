namespace PaymentStatusSdk.Cli.Payments;

/// <summary>The data of <c>check</c>, <c>stop</c>, <c>resolve</c> and <c>redeliver</c>.</summary>
internal sealed class OperationData
{
    /// <summary>The number of the payment; absent for <c>redeliver</c>.</summary>
    public long? PaymentId { get; init; }

    /// <summary>The id of the change; absent for the other commands.</summary>
    public Guid? ChangeId { get; init; }

    /// <summary>The effect of the operation, for a person.</summary>
    public required string Text { get; init; }
}
