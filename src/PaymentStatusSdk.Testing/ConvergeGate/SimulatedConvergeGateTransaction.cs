namespace PaymentStatusSdk.Testing;

/// <summary>A transaction of <see cref="ConvergeGateSimulator"/>. Immutable; names are those of the wire.</summary>
public sealed record SimulatedConvergeGateTransaction
{
    /// <summary>The gateway's id, the key in the simulator.</summary>
    public required string GateTransId { get; init; }

    /// <summary>The merchant's id.</summary>
    /// <value>Default null: the element is empty.</value>
    public string? MerchantTransId { get; init; }

    /// <summary>The amount exactly as it stands on the wire.</summary>
    /// <value>Default <c>10.00</c>.</value>
    public string Amount { get; init; } = "10.00";

    /// <summary>The currency.</summary>
    /// <value>Default <c>EUR</c>.</value>
    public string CurCode { get; init; } = "EUR";

    /// <summary>The state word, any: <c>PENDING</c>, <c>CAPTURED</c>, <c>REFUND PENDING</c>, or one that no document knows.</summary>
    public required string State { get; init; }

    /// <summary>Echo of the charge.</summary>
    public string? MerchantSpecific1 { get; init; }

    /// <summary>Echo of the charge.</summary>
    public string? MerchantSpecific2 { get; init; }

    /// <summary>Echo of the charge.</summary>
    public string? MerchantSpecific3 { get; init; }

    /// <summary>Echo of the charge.</summary>
    public string? MerchantSpecific4 { get; init; }

    /// <summary>Echo of the charge.</summary>
    public string? MerchantSpecific5 { get; init; }

    /// <summary>The error code of the transaction.</summary>
    /// <value>Default <c>000</c>: none.</value>
    public string ErrorCode { get; init; } = "000";

    /// <summary>The error message of the transaction.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>When it was made, in the answer to 708; its time zone is not documented.</summary>
    /// <value>Default <c>2026-01-02 03:04:05</c>.</value>
    public string Created { get; init; } = "2026-01-02 03:04:05";

    /// <summary>What it becomes while it is asked for.</summary>
    /// <value>Default empty: it stays.</value>
    public IReadOnlyList<SimulatedStep> Steps { get; init; } = [];

    /// <summary>The same transaction with one more step: <paramref name="queries"/> queries see what was before, the next one sees the new state.</summary>
    /// <param name="queries">0 or more, counted from the previous step.</param>
    /// <param name="state">The new state word, any.</param>
    /// <returns>A new value.</returns>
    public SimulatedConvergeGateTransaction ThenAfterQueries(int queries, string state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentException.ThrowIfNullOrEmpty(state);
        return this with { Steps = [.. Steps, new SimulatedStep { AfterQueries = queries, State = state }] };
    }

    /// <summary>The same transaction with one state per query from now on; the last one stays.</summary>
    /// <param name="states">What the next query, the one after it, and so on, see.</param>
    /// <returns>A new value.</returns>
    public SimulatedConvergeGateTransaction WithStatePerQuery(params string[] states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.Length == 0) return this;
        var steps = states[1..].Select(state => new SimulatedStep { AfterQueries = 1, State = state });
        return this with { State = states[0], Steps = [.. steps] };
    }

    /// <summary>Ids and state.</summary>
    /// <returns>A short line.</returns>
    public override string ToString() => $"{GateTransId} ({MerchantTransId}): {State}";
}
