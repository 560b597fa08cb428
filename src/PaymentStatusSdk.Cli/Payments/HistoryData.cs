namespace PaymentStatusSdk.Cli.Payments;

/// <summary>The data of <c>history</c>.</summary>
internal sealed class HistoryData
{
    public required TrackedData Payment { get; init; }

    /// <summary>The newest changes, the oldest of them first.</summary>
    public required IReadOnlyList<ChangeData> Changes { get; init; }
}
