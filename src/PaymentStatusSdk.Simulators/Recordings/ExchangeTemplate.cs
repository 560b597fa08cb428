using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Simulators.Recordings;

/// <summary>Compares requests with recorded ones, octet by octet, and fills the variables of recorded answers.</summary>
internal static partial class ExchangeTemplate
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(5);

    /// <summary>Whether a request equals a recorded one in everything except its variables, whose values are added.</summary>
    public static bool Matches(ReadOnlyMemory<byte> recorded, ReadOnlyMemory<byte> actual, Dictionary<string, string> variables)
    {
        var match = PatternOf(Encoding.Latin1.GetString(recorded.Span), variables).Match(Encoding.Latin1.GetString(actual.Span));
        if (!match.Success) return false;
        foreach (var group in match.Groups.Values.Where(group => group.Name.StartsWith('v'))) variables[NameOf(group)] = group.Value;
        return true;
    }

    /// <summary>Returns a recorded message with the values of its variables. A variable without a value is replaced by its name.</summary>
    public static byte[] Fill(ReadOnlyMemory<byte> recorded, IReadOnlyDictionary<string, string> variables) => Encoding.Latin1.GetBytes(
        Variable().Replace(
            Encoding.Latin1.GetString(recorded.Span),
            match => variables.GetValueOrDefault(match.Groups[1].Value) ?? match.Groups[1].Value));

    /// <summary>Returns the name of the first variable of a message that begins with a text; null when there is none.</summary>
    public static string? FindVariable(ReadOnlyMemory<byte> recorded, string beginning) => Variable()
        .Matches(Encoding.Latin1.GetString(recorded.Span))
        .Select(match => match.Groups[1].Value)
        .FirstOrDefault(name => name.StartsWith(beginning, StringComparison.Ordinal));

    private static Regex PatternOf(string recorded, Dictionary<string, string> known)
    {
        var pattern = new StringBuilder(@"\A");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var end = 0;
        foreach (var match in Variable().Matches(recorded).AsEnumerable())
        {
            pattern.Append(Regex.Escape(recorded[end..match.Index]));
            var name = match.Groups[1].Value;
            var group = "v" + name.Replace('-', '_');
            if (known.TryGetValue(name, out var value)) pattern.Append(Regex.Escape(value));
            else pattern.Append(seen.Add(name) ? $"(?<{group}>.+?)" : $@"\k<{group}>");
            end = match.Index + match.Length;
        }

        pattern.Append(Regex.Escape(recorded[end..])).Append(@"\z");
        return new Regex(pattern.ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant, LongestMatch);
    }

    private static string NameOf(Group group) => group.Name[1..].Replace('_', '-');

    [GeneratedRegex(@"\{\{([a-z0-9-]+)\}\}")]
    private static partial Regex Variable();
}
