using System.Collections.Frozen;
using System.Globalization;

namespace PaymentStatusSdk.Adapters;

/// <summary>Maps one field's words to their meaning. The unknown arm is here, once for all adapters.</summary>
/// <remarks>
/// A word that is not in the map yields the unknown meaning and an <see cref="StatusAnomalyKind.UnrecognizedValue"/>: a gateway that starts
/// to send a new word on a Monday morning changes nothing but a warning. Immutable and thread-safe.
/// </remarks>
/// <typeparam name="TMeaning">What a word means; its default value means unknown.</typeparam>
public sealed class GatewayValueMap<TMeaning>
    where TMeaning : struct
{
    private const int MaxQuotedLength = 40;

    private readonly string _field;
    private readonly FrozenDictionary<string, TMeaning> _values;

    /// <summary>Creates a map.</summary>
    /// <param name="field">The wire name of the field, for the anomaly's text.</param>
    /// <param name="values">Words and meanings.</param>
    /// <param name="comparer">How the gateway means its words; ordinal when null.</param>
    public GatewayValueMap(string field, IReadOnlyDictionary<string, TMeaning> values, StringComparer? comparer = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        ArgumentNullException.ThrowIfNull(values);
        _field = field;
        _values = values.ToFrozenDictionary(comparer ?? StringComparer.Ordinal);
    }

    /// <summary>The words with a meaning.</summary>
    public IReadOnlyCollection<string> Values => _values.Keys;

    /// <summary>Is there a meaning for this word?</summary>
    public bool TryRead(string value, out TMeaning meaning) => _values.TryGetValue(value, out meaning);

    /// <summary>The meaning of a word; unknown, with an anomaly, when it is not in the map.</summary>
    public TMeaning Read(string value, ref AnomalyList anomalies)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_values.TryGetValue(value, out var meaning)) return meaning;
        anomalies.Add(StatusAnomalyKind.UnrecognizedValue, $"{_field} has the unknown word '{Quote(value)}'.");
        return default;
    }

    private static string Quote(string value)
    {
        var shown = value.Length <= MaxQuotedLength ? value : string.Concat(value.AsSpan(0, WholeCharacters(value)), "...");
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = IsLayout(from[i]) ? '?' : from[i];
        });
    }

    private static int WholeCharacters(string value) =>
        char.IsHighSurrogate(value[MaxQuotedLength - 1]) ? MaxQuotedLength - 1 : MaxQuotedLength;

    // What could break a line of a log, or turn its direction.
    private static bool IsLayout(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
