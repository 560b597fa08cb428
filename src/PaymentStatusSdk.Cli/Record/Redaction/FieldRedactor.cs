using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Decides what remains of the value of one field.</summary>
internal sealed partial class FieldRedactor(
    IReadOnlyDictionary<string, FieldRule> rules, Placeholders placeholders, IReadOnlyCollection<RecordingSecret> secrets)
{
    /// <summary>Returns the value for the recording; null when the value must be masked.</summary>
    /// <param name="key">The key of the field; see <see cref="FieldRules"/>.</param>
    /// <param name="value">The decoded value without surrounding white space; not empty.</param>
    public string? Redact(string key, string value)
    {
        var rule = rules.GetValueOrDefault(key);
        return rule.Kind switch
        {
            FieldKind.Variable => placeholders.Variable(rule.Name, value),
            FieldKind.Reference => placeholders.Reference(value),
            FieldKind.Code => IsCode(value) && !IsSecret(value) ? value : null,
            FieldKind.Amount => Number().IsMatch(value) ? value : null,
            _ => null,
        };
    }

    /// <summary>Returns the name of a field or element for the recording.</summary>
    public string Name(string name) => secrets.Any(secret => !secret.IsShort && secret.IsIn(name)) ? Mask.Octets(name) : Mask.Name(name);

    // A gateway may write anything into any field: a value with a space that is not in capitals, or with many digits, is no code.
    private static bool IsCode(string value) =>
        CodeOfLetters().IsMatch(value) && !ManyDigits().IsMatch(value);

    private bool IsSecret(string value) => secrets.Any(secret => secret.IsIn(value));

    [GeneratedRegex(@"^(?:[A-Za-z0-9_.$-]{1,40}|REFUND PENDING|PARTIALLY REFUNDED|CHARGED BACK)$")]
    private static partial Regex CodeOfLetters();

    [GeneratedRegex(@"[0-9]{5}|[0-9]+\.[0-9]+\.[0-9]+")]
    private static partial Regex ManyDigits();

    [GeneratedRegex(@"^[0-9]{1,9}(?:[.,][0-9]{1,4})?$")]
    private static partial Regex Number();
}
