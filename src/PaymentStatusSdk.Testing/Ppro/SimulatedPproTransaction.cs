namespace PaymentStatusSdk.Testing;

/// <summary>A transaction of <see cref="PproSimulator"/>. Immutable; names are those of the wire.</summary>
public sealed record SimulatedPproTransaction
{
    /// <summary>The gateway's id, the key in the simulator. Documented: 1 to 20 letters, digits or <c>. , - _</c>.</summary>
    public required string TxId { get; init; }

    /// <summary>The merchant's id; compared without regard to case, and not unique.</summary>
    /// <value>Default null: the field is left out.</value>
    public string? MerchantTxId { get; init; }

    /// <summary>The status word, any: <c>PENDING</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, or one that no document knows.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed; on the wire only while <see cref="Status"/> is <c>FAILED</c>.</summary>
    /// <value>Default null: the field is left out.</value>
    public string? FailReason { get; init; }

    /// <summary>Whether the money is there.</summary>
    /// <value>Default <c>NOT_EXPECTED</c>; null leaves the field out.</value>
    public string? FundsStatus { get; init; } = "NOT_EXPECTED";

    /// <summary>Where to send the consumer; on the wire only while <see cref="Status"/> is <c>PENDING</c>.</summary>
    /// <value>Default null: none.</value>
    public string? RedirectUrl { get; init; }

    /// <summary>A secret; empty on the wire after a failure.</summary>
    /// <value>Default: a made-up one.</value>
    public string RedirectSecret { get; init; } = "made0up0redirect0secret0";

    /// <summary>Echo of the call that made it.</summary>
    /// <value>Default <c>testchannel</c>.</value>
    public string Channel { get; init; } = "testchannel";

    /// <summary>Echo of the call that made it.</summary>
    /// <value>Default <c>giropay</c>.</value>
    public string Tag { get; init; } = "giropay";

    /// <summary>A message for humans.</summary>
    /// <value>Default empty.</value>
    public string ErrMsg { get; init; } = "";

    /// <summary>What it becomes while it is asked for.</summary>
    /// <value>Default empty: it stays.</value>
    public IReadOnlyList<SimulatedStep> Steps { get; init; } = [];

    /// <summary>The same transaction with one more step: <paramref name="queries"/> queries see what was before, the next one sees the new status.</summary>
    /// <param name="queries">0 or more, counted from the previous step.</param>
    /// <param name="status">The new status word, any.</param>
    /// <param name="fundsStatus">The new funds status; null leaves it.</param>
    /// <param name="failReason">The new fail reason; null leaves it.</param>
    /// <returns>A new value.</returns>
    public SimulatedPproTransaction ThenAfterQueries(int queries, string status, string? fundsStatus = null, string? failReason = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentException.ThrowIfNullOrEmpty(status);
        var step = new SimulatedStep { AfterQueries = queries, State = status, FundsStatus = fundsStatus, FailReason = failReason };
        return this with { Steps = [.. Steps, step] };
    }

    /// <summary>The same transaction with one status per query from now on; the last one stays.</summary>
    /// <param name="statuses">What the next query, the one after it, and so on, see.</param>
    /// <returns>A new value.</returns>
    public SimulatedPproTransaction WithStatusPerQuery(params string[] statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        if (statuses.Length == 0) return this;
        var steps = statuses[1..].Select(status => new SimulatedStep { AfterQueries = 1, State = status });
        return this with { Status = statuses[0], Steps = [.. steps] };
    }

    /// <summary>Ids and status; not the secret.</summary>
    /// <returns>A short line.</returns>
    public override string ToString() => $"{TxId} ({MerchantTxId}): {Status} {FundsStatus}";
}
