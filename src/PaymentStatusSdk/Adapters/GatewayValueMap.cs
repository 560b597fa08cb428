using System.Globalization;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Adapters;

/// <summary>Maps the values of one field to their meanings. Unknown values are handled here, once for all adapters.</summary>
/// <remarks>
/// A value that is not in the map yields the unknown meaning and an <see cref="StatusAnomalyKind.UnrecognizedValue"/> anomaly: when a
/// gateway starts to send a new value, the only effect is a warning. Immutable and thread-safe.
/// </remarks>
/// <typeparam name="TMeaning">The type of the meaning; its default value means unknown.</typeparam>
public sealed class GatewayValueMap<TMeaning>
    where TMeaning : struct
{
    private const int MaxQuotedLength = 40;

    private readonly string _field;
    // A plain dictionary: freezing it would cost the start of a program more than the faster lookups save.
    private readonly Dictionary<string, TMeaning> _values;

    /// <summary>Creates a map.</summary>
    /// <param name="field">The wire name of the field, for the text of the anomaly.</param>
    /// <param name="values">The values and their meanings.</param>
    /// <param name="comparer">The comparison of the gateway's values; ordinal when null.</param>
    /// <exception cref="ArgumentException">The field is empty, or the comparer treats two values as equal.</exception>
    public GatewayValueMap(string field, IReadOnlyDictionary<string, TMeaning> values, StringComparer? comparer = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        ArgumentNullException.ThrowIfNull(values);
        _field = field;
        _values = new Dictionary<string, TMeaning>(values, comparer);
    }

    /// <summary>The values that have a meaning.</summary>
    public IReadOnlyCollection<string> Values => _values.Keys;

    /// <summary>Returns whether the map has a meaning for this value.</summary>
    public bool TryRead(string value, out TMeaning meaning) => _values.TryGetValue(value, out meaning);

    /// <summary>Returns the meaning of a value; unknown, with an anomaly, when the value is not in the map.</summary>
    public TMeaning Read(string value, ref AnomalyList anomalies)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_values.TryGetValue(value, out var meaning)) return meaning;
        anomalies.Add(StatusAnomalyKind.UnrecognizedValue, $"{_field} has the unknown value '{Quote(value)}'.");
        return default;
    }

    private static string Quote(string value)
    {
        value = CardNumberRedactor.Redact(value);
        var shown = value.Length <= MaxQuotedLength ? value : TextRules.Truncate(value, MaxQuotedLength) + "...";
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = IsLayout(from[i]) ? '?' : from[i];
        });
    }

    // Characters that could break a log line or change its text direction.
    private static bool IsLayout(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
