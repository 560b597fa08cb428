using System.Text.RegularExpressions;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>A value of the configuration that no recording contains.</summary>
/// <param name="key">The key of the configuration, for messages.</param>
/// <param name="value">The value.</param>
internal sealed class RecordingSecret(string key, string value)
{
    /// <summary>Shorter values occur in innocent texts as well, so only a whole value is taken for the secret.</summary>
    public const int Shortest = 6;

    private readonly Regex _pattern = SecretForms.PatternOf(value, value.Length < Shortest, ignoresCase: true);

    public string Key => key;

    public string Value { get; } = value;

    public bool IsShort => Value.Length < Shortest;

    /// <summary>Whether a text contains the secret in one of its usual forms.</summary>
    public bool IsIn(string text) => _pattern.IsMatch(text);

    /// <summary>Shows no value.</summary>
    public override string ToString() => key;
}
