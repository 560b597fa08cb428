using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>Collects the errors of one client's options, so that one message reports them all.</summary>
public sealed class OptionErrors
{
    private const int MaxSecrets = 5;

    private const string HeaderAdvice = "which an HTTP header cannot contain";

    private readonly List<OptionError> _errors = [];

    /// <summary>The collected errors, at most one per key.</summary>
    public IReadOnlyList<OptionError> All => _errors;

    /// <summary>Adds an error. A second error for the same key is dropped, because the first is its cause.</summary>
    public void Add(string key, string text)
    {
        if (!_errors.Exists(error => error.Key == key)) _errors.Add(new OptionError(key, text));
    }

    /// <summary>Adds an error if the setting is missing or blank.</summary>
    /// <param name="key">The name of the setting.</param>
    /// <param name="value">The value of the setting.</param>
    /// <param name="advice">The value to provide.</param>
    public void RequireText(string key, string? value, string advice)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(key, $"is missing: {advice}");
    }

    /// <summary>Adds an error if the text is longer than its limit. The text is never quoted.</summary>
    public void RequireLength(string key, string? value, int maxLength)
    {
        if (value?.Length > maxLength) Add(key, Invariant($"has {value.Length} characters; at most {maxLength} are allowed."));
    }

    /// <summary>
    /// Adds an error if the text cannot be an HTTP header value: it has a character outside printable ASCII, or starts or ends with a
    /// space. The text is never quoted. <see cref="RequireText"/> checks for null and blank texts.
    /// </summary>
    public void RequireHeaderValue(string key, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return;
        if (TextRules.HasControlCharacter(value))
            Add(key, $"has a control character, {HeaderAdvice}; check for a line break at its end, which is common in files of secrets.");
        else if (!TextRules.IsPrintableAscii(value)) Add(key, $"has a character outside ASCII, {HeaderAdvice}.");
        else if (value[0] == ' ' || value[^1] == ' ') Add(key, $"starts or ends with a space, {HeaderAdvice}: remove it.");
    }

    /// <summary>Adds an error if the number or time is outside its range.</summary>
    public void RequireRange<T>(string key, T value, T min, T max)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0) return;
        var advice = value is TimeSpan { Days: > 0 } ? " A bare number counts days: write 00:00:30 for 30 seconds." : string.Empty;
        Add(key, Invariant($"is {value}; it must be from {min} to {max}.{advice}"));
    }

    /// <summary>Adds an error if the address is missing, relative, or neither https nor on loopback.</summary>
    public void RequireEndpoint(string key, Uri? value, string advice)
    {
        if (value is null) Add(key, $"is missing: {advice}");
        else if (!value.IsAbsoluteUri) Add(key, "is not an absolute address: start it with https://.");
        else if (value.UserInfo.Length > 0) Add(key, "has a user name or password in the address; use the options for credentials.");
        else if (value.Scheme != Uri.UriSchemeHttps && !(value.Scheme == Uri.UriSchemeHttp && value.IsLoopback))
            Add(key, $"has the scheme '{value.Scheme}': only https is allowed (http on loopback, for tests).");
    }

    /// <summary>
    /// Adds an error if a list of former secrets has more than 5 items, a blank item, or an item with a control character.
    /// </summary>
    /// <param name="key">The name of the setting.</param>
    /// <param name="values">The list; null means empty.</param>
    public void RequireSecrets(string key, IEnumerable<string?>? values)
    {
        string?[] all = [.. values ?? []];
        if (all.Length > MaxSecrets)
            Add(key, $"has {all.Length} items; at most {MaxSecrets} are allowed: remove those that are no longer used.");
        if (all.Any(string.IsNullOrWhiteSpace)) Add(key, "has a blank value: remove it.");
        if (all.Any(TextRules.HasControlCharacter))
            Add(key, "has a control character; check for a line break at its end, which is common in files of secrets.");
    }
}
