namespace PaymentStatusSdk.Adapters;

/// <summary>Collects anomalies while an answer is read. It allocates nothing while there are none.</summary>
public struct AnomalyList
{
    private List<StatusAnomaly>? _anomalies;

    /// <summary>Adds an anomaly.</summary>
    /// <param name="kind">The kind of the anomaly.</param>
    /// <param name="text">A text for people; see <see cref="StatusAnomaly.Text"/>.</param>
    public void Add(StatusAnomalyKind kind, string text) => (_anomalies ??= []).Add(new StatusAnomaly(kind, text));

    /// <summary>Adds anomalies that were found before.</summary>
    public void AddRange(IReadOnlyList<StatusAnomaly> anomalies)
    {
        ArgumentNullException.ThrowIfNull(anomalies);
        if (anomalies.Count > 0) (_anomalies ??= []).AddRange(anomalies);
    }

    /// <summary>Returns the collected anomalies.</summary>
    public readonly IReadOnlyList<StatusAnomaly> ToList() => _anomalies ?? (IReadOnlyList<StatusAnomaly>)[];
}
