using System.Globalization;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>The replacements of one recording: the same value gets the same one everywhere.</summary>
internal sealed class Placeholders
{
    private const int Letters = 6;

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _count = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _references = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the variable of a value, such as <c>{{checksum-1}}</c>.</summary>
    public string Variable(string name, string value)
    {
        if (_variables.TryGetValue(value, out var known)) return known;
        var number = _count[name] = _count.GetValueOrDefault(name) + 1;
        return _variables[value] = "{{" + name + "-" + number.ToString(CultureInfo.InvariantCulture) + "}}";
    }

    /// <summary>Returns the variable of a value that has one; otherwise a made-up reference with the same form.</summary>
    public string Reference(string value)
    {
        // "No transaction" in the protocols.
        if (value is "" or "0" or "-") return value;
        if (_variables.TryGetValue(value, out var variable)) return variable;
        if (_references.TryGetValue(value, out var known)) return known;
        for (var number = 1; ; number++)
        {
            var candidate = Form(value, number);
            if (string.Equals(candidate, value, StringComparison.OrdinalIgnoreCase) || !_used.Add(candidate)) continue;
            return _references[value] = candidate;
        }
    }

    // The number is written from the right, with digits in the places of digits and the letters a to f in those of letters.
    private static string Form(string value, int number)
    {
        var form = value.ToCharArray();
        var rest = number;
        for (var i = form.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(form[i]))
            {
                form[i] = (char)('0' + (rest % 10));
                rest /= 10;
            }
            else if (char.IsLetterOrDigit(form[i]) || form[i] > '~')
            {
                form[i] = (char)((char.IsUpper(form[i]) ? 'A' : 'a') + (rest % Letters));
                rest /= Letters;
            }
        }

        return rest == 0 ? new string(form) : new string(form) + number.ToString(CultureInfo.InvariantCulture);
    }
}
