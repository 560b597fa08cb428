namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>A transaction of <see cref="ConvergeGateSimulator"/>. Immutable. The member names are those of the wire.</summary>
public sealed record SimulatedConvergeGateTransaction
{
    /// <summary>The gateway reference, the key in the simulator.</summary>
    public required string GateTransId { get; init; }

    /// <summary>The merchant reference.</summary>
    /// <value>Default null: the element is empty.</value>
    public string? MerchantTransId { get; init; }

    /// <summary>The amount exactly as on the wire.</summary>
    /// <value>Default <c>10.00</c>.</value>
    public string Amount { get; init; } = "10.00";

    /// <summary>The currency.</summary>
    /// <value>Default <c>EUR</c>.</value>
    public string CurCode { get; init; } = "EUR";

    /// <summary>The state, any value: <c>PENDING</c>, <c>CAPTURED</c>, <c>REFUND PENDING</c>, or an undocumented one.</summary>
    public required string State { get; init; }

    /// <summary>The value that the charge sent, echoed by the gateway.</summary>
    public string? MerchantSpecific1 { get; init; }

    /// <summary>The value that the charge sent, echoed by the gateway.</summary>
    public string? MerchantSpecific2 { get; init; }

    /// <summary>The value that the charge sent, echoed by the gateway.</summary>
    public string? MerchantSpecific3 { get; init; }

    /// <summary>The value that the charge sent, echoed by the gateway.</summary>
    public string? MerchantSpecific4 { get; init; }

    /// <summary>The value that the charge sent, echoed by the gateway.</summary>
    public string? MerchantSpecific5 { get; init; }

    /// <summary>The error code of the transaction.</summary>
    /// <value>Default <c>000</c>: none.</value>
    public string ErrorCode { get; init; } = "000";

    /// <summary>The error message of the transaction.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The time of creation, in the answer to 708; its time zone is not documented.</summary>
    /// <value>Default <c>2026-01-02 03:04:05</c>.</value>
    public string Created { get; init; } = "2026-01-02 03:04:05";

    /// <summary>The state changes that queries trigger.</summary>
    /// <value>Default empty: the state does not change.</value>
    public IReadOnlyList<SimulatedStep> Steps { get; init; } = [];

    /// <summary>Returns the transaction with one more step: <paramref name="queries"/> queries see the previous state, the next one sees
    /// the new state.</summary>
    /// <param name="queries">0 or more, counted from the previous step.</param>
    /// <param name="state">The new state, any value.</param>
    /// <returns>A new value.</returns>
    public SimulatedConvergeGateTransaction ThenAfterQueries(int queries, string state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentException.ThrowIfNullOrEmpty(state);
        return this with { Steps = [.. Steps, new SimulatedStep { AfterQueries = queries, State = state }] };
    }

    /// <summary>Returns the transaction with one state per query from now on; the last state repeats.</summary>
    /// <param name="states">The values for the next query, the one after it, and so on.</param>
    /// <returns>A new value.</returns>
    public SimulatedConvergeGateTransaction WithStatePerQuery(params string[] states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.Length == 0) return this;
        var steps = states[1..].Select(state => new SimulatedStep { AfterQueries = 1, State = state });
        return this with { State = states[0], Steps = [.. steps] };
    }

    /// <summary>Returns the ids and the state.</summary>
    /// <returns>A short line.</returns>
    public override string ToString() => $"{GateTransId} ({MerchantTransId}): {State}";
}
