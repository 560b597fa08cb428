namespace PaymentStatusSdk.Cli.Payments;

/// <summary>The data of <c>list</c>.</summary>
internal sealed class TrackedListData
{
    public required IReadOnlyList<TrackedData> Payments { get; init; }

    /// <summary>The value of --after for the next page; absent on the last page.</summary>
    public long? Next { get; init; }
}
