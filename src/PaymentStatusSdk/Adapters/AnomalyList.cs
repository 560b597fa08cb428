namespace PaymentStatusSdk.Adapters;

/// <summary>Collects anomalies while an answer is read; costs nothing while there are none.</summary>
public struct AnomalyList
{
    private List<StatusAnomaly>? _anomalies;

    /// <summary>Notes something odd.</summary>
    /// <param name="kind">What kind of oddity.</param>
    /// <param name="text">For people; see <see cref="StatusAnomaly.Text"/>.</param>
    public void Add(StatusAnomalyKind kind, string text) => (_anomalies ??= []).Add(new StatusAnomaly(kind, text));

    /// <summary>Takes over anomalies that were found before.</summary>
    public void AddRange(IReadOnlyList<StatusAnomaly> anomalies)
    {
        ArgumentNullException.ThrowIfNull(anomalies);
        if (anomalies.Count > 0) (_anomalies ??= []).AddRange(anomalies);
    }

    /// <summary>What was collected.</summary>
    public readonly IReadOnlyList<StatusAnomaly> ToList() => _anomalies ?? (IReadOnlyList<StatusAnomaly>)[];
}
