using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PaymentStatusSdk.Tracking;

/// <summary>JSON of the documents that stores keep: as <see cref="TrackingJsonContext"/>, without derived members.</summary>
/// <remarks>
/// A stored verdict would have to be kept up to date with the rules, and makes each document longer. Documents with derived members are read
/// all the same, and the members are ignored. Thread-safe, and usable in trimmed applications.
/// </remarks>
public static class StoredJson
{
    private static readonly Dictionary<Type, string[]> Derived = new()
    {
        [typeof(StatusChange)] = [nameof(StatusChange.TraceParent)],
        [typeof(TrackedTransaction)] = [nameof(TrackedTransaction.Verdict), nameof(TrackedTransaction.Finality)],
        [typeof(StatusBelief)] =
        [
            nameof(StatusBelief.IsOverturned), nameof(StatusBelief.IsContested), nameof(StatusBelief.State), nameof(StatusBelief.Finality), nameof(StatusBelief.Funds),
            nameof(StatusBelief.Verdict),
        ],
    };

    private static readonly JsonSerializerOptions Options = new(TrackingJsonContext.Default.Options)
    {
        TypeInfoResolver = TrackingJsonContext.Default.WithAddedModifier(LeaveOutDerived),
    };

    /// <summary>The document of a tracked transaction.</summary>
    public static JsonTypeInfo<TrackedTransaction> Transaction { get; } = (JsonTypeInfo<TrackedTransaction>)Options.GetTypeInfo(typeof(TrackedTransaction));

    /// <summary>The document of a change.</summary>
    public static JsonTypeInfo<StatusChange> Change { get; } = (JsonTypeInfo<StatusChange>)Options.GetTypeInfo(typeof(StatusChange));

    private static void LeaveOutDerived(JsonTypeInfo type)
    {
        if (!Derived.TryGetValue(type.Type, out var names)) return;
        foreach (var property in type.Properties)
        {
            if (names.Contains(property.Name, StringComparer.OrdinalIgnoreCase)) property.ShouldSerialize = static (_, _) => false;
        }
    }
}
