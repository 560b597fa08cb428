namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>A transaction of <see cref="PproSimulator"/>. Immutable. The member names are those of the wire.</summary>
public sealed record SimulatedPproTransaction
{
    /// <summary>The gateway reference, the key in the simulator. Documented: 1 to 20 letters, digits or <c>. , - _</c>.</summary>
    public required string TxId { get; init; }

    /// <summary>The merchant reference. Case-insensitive, and not unique.</summary>
    /// <value>Default null: the field is omitted.</value>
    public string? MerchantTxId { get; init; }

    /// <summary>The status, any value: <c>PENDING</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, or an undocumented one.</summary>
    public required string Status { get; init; }

    /// <summary>The reason for a failure; on the wire only while <see cref="Status"/> is <c>FAILED</c>.</summary>
    /// <value>Default null: the field is omitted.</value>
    public string? FailReason { get; init; }

    /// <summary>The status of the funds.</summary>
    /// <value>Default <c>NOT_EXPECTED</c>; null omits the field.</value>
    public string? FundsStatus { get; init; } = "NOT_EXPECTED";

    /// <summary>The URL for the consumer; on the wire only while <see cref="Status"/> is <c>PENDING</c>.</summary>
    /// <value>Default null: none.</value>
    public string? RedirectUrl { get; init; }

    /// <summary>The redirect secret; empty on the wire after a failure.</summary>
    /// <value>Default: a made-up secret.</value>
    public string RedirectSecret { get; init; } = "made0up0redirect0secret0";

    /// <summary>The value of the call that created the transaction, echoed by the gateway.</summary>
    /// <value>Default <c>testchannel</c>.</value>
    public string Channel { get; init; } = "testchannel";

    /// <summary>The value of the call that created the transaction, echoed by the gateway.</summary>
    /// <value>Default <c>giropay</c>.</value>
    public string Tag { get; init; } = "giropay";

    /// <summary>A human-readable message.</summary>
    /// <value>Default empty.</value>
    public string ErrMsg { get; init; } = "";

    /// <summary>The state changes that queries trigger.</summary>
    /// <value>Default empty: the state does not change.</value>
    public IReadOnlyList<SimulatedStep> Steps { get; init; } = [];

    /// <summary>Returns the transaction with one more step: <paramref name="queries"/> queries see the previous state, the next one sees
    /// the new status.</summary>
    /// <param name="queries">0 or more, counted from the previous step.</param>
    /// <param name="status">The new status, any value.</param>
    /// <param name="fundsStatus">The new funds status; null keeps the current one.</param>
    /// <param name="failReason">The new fail reason; null keeps the current one.</param>
    /// <returns>A new value.</returns>
    public SimulatedPproTransaction ThenAfterQueries(int queries, string status, string? fundsStatus = null, string? failReason = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentException.ThrowIfNullOrEmpty(status);
        var step = new SimulatedStep { AfterQueries = queries, State = status, FundsStatus = fundsStatus, FailReason = failReason };
        return this with { Steps = [.. Steps, step] };
    }

    /// <summary>Returns the transaction with one status per query from now on; the last status repeats.</summary>
    /// <param name="statuses">The values for the next query, the one after it, and so on.</param>
    /// <returns>A new value.</returns>
    public SimulatedPproTransaction WithStatusPerQuery(params string[] statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        if (statuses.Length == 0) return this;
        var steps = statuses[1..].Select(status => new SimulatedStep { AfterQueries = 1, State = status });
        return this with { Status = statuses[0], Steps = [.. steps] };
    }

    /// <summary>Returns the ids and the status, without the secret.</summary>
    /// <returns>A short line.</returns>
    public override string ToString() => $"{TxId} ({MerchantTxId}): {Status} {FundsStatus}";
}
