using System.Collections.Frozen;
using System.Globalization;

namespace PaymentStatusSdk.Adapters;

/// <summary>Maps one field's words to their meaning. The unknown arm is here, once for all adapters.</summary>
/// <remarks>
/// A word that is not in the map yields the unknown meaning and an <see cref="StatusAnomalyKind.UnrecognizedWord"/>: a gateway that starts
/// to send a new word on a Monday morning changes nothing but a warning. Immutable and thread-safe.
/// </remarks>
/// <typeparam name="TMeaning">What a word means; its default value means unknown.</typeparam>
public sealed class GatewayWordMap<TMeaning>
    where TMeaning : struct
{
    private const int LongestQuotedWord = 40;

    private readonly string _field;
    private readonly FrozenDictionary<string, TMeaning> _words;

    /// <summary>Creates a map.</summary>
    /// <param name="field">The wire name of the field, for the anomaly's text.</param>
    /// <param name="words">Words and meanings.</param>
    /// <param name="comparer">How the gateway means its words; ordinal when null.</param>
    public GatewayWordMap(string field, IReadOnlyDictionary<string, TMeaning> words, StringComparer? comparer = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        ArgumentNullException.ThrowIfNull(words);
        _field = field;
        _words = words.ToFrozenDictionary(comparer ?? StringComparer.Ordinal);
    }

    /// <summary>The words with a meaning.</summary>
    public IReadOnlyCollection<string> Words => _words.Keys;

    /// <summary>Is there a meaning for this word?</summary>
    public bool TryRead(string word, out TMeaning meaning) => _words.TryGetValue(word, out meaning);

    /// <summary>The meaning of a word; unknown, with an anomaly, when it is not in the map.</summary>
    public TMeaning Read(string word, ref AnomalyList anomalies)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (_words.TryGetValue(word, out var meaning)) return meaning;
        anomalies.Add(StatusAnomalyKind.UnrecognizedWord, $"{_field} has the unknown word '{Quote(word)}'.");
        return default;
    }

    private static string Quote(string word)
    {
        var shown = word.Length <= LongestQuotedWord ? word : string.Concat(word.AsSpan(0, WholeCharacters(word)), "...");
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = IsLayout(from[i]) ? '?' : from[i];
        });
    }

    private static int WholeCharacters(string word) =>
        char.IsHighSurrogate(word[LongestQuotedWord - 1]) ? LongestQuotedWord - 1 : LongestQuotedWord;

    // What could break a line of a log, or turn its direction.
    private static bool IsLayout(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
