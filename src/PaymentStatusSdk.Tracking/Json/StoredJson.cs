using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PaymentStatusSdk.Tracking.Json;

/// <summary>The JSON format of the documents in stores: <see cref="TrackingJsonContext"/> without derived members.</summary>
/// <remarks>
/// A stored verdict would become outdated when the rules change, and would lengthen each document. Documents with derived members can still
/// be read; these members are ignored. A document that has a member twice cannot be read. Thread-safe, and usable in trimmed applications.
/// </remarks>
public static class StoredJson
{
    private static readonly Dictionary<Type, string[]> Derived = new()
    {
        [typeof(StatusChange)] = [nameof(StatusChange.TraceParent)],
        [typeof(TrackedTransaction)] = [nameof(TrackedTransaction.Verdict), nameof(TrackedTransaction.Finality)],
        [typeof(StatusBelief)] =
        [
            nameof(StatusBelief.IsOverturned), nameof(StatusBelief.IsContested), nameof(StatusBelief.State), nameof(StatusBelief.Finality),
            nameof(StatusBelief.Funds),
            nameof(StatusBelief.Verdict),
        ],
    };

    private static readonly JsonSerializerOptions Options = new(TrackingJsonContext.Default.Options)
    {
        TypeInfoResolver = TrackingJsonContext.Default.WithAddedModifier(LeaveOutDerived),
    };

    /// <summary>The document of a tracked transaction.</summary>
    public static JsonTypeInfo<TrackedTransaction> Transaction { get; } =
        (JsonTypeInfo<TrackedTransaction>)Options.GetTypeInfo(typeof(TrackedTransaction));

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
