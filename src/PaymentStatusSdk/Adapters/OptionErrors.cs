using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>Collects everything that is wrong with one client's options, so that one message tells it all.</summary>
public sealed class OptionErrors
{
    private const int MostSecrets = 5;

    private const string HeaderAdvice = "which cannot go into an HTTP header";

    private readonly List<OptionError> _faults = [];

    /// <summary>What was collected, at most one fault a key.</summary>
    public IReadOnlyList<OptionError> All => _faults;

    /// <summary>Notes a fault; a second one for the same key is dropped, since the first is its cause.</summary>
    public void Add(string key, string text)
    {
        if (!_faults.Exists(fault => fault.Key == key)) _faults.Add(new OptionError(key, text));
    }

    /// <summary>Notes a missing or blank setting.</summary>
    /// <param name="key">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="advice">What to put there.</param>
    public void RequireText(string key, string? value, string advice)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(key, $"is missing: {advice}");
    }

    /// <summary>Notes a text over its limit. The text itself is never quoted.</summary>
    public void RequireLength(string key, string? value, int maxLength)
    {
        if (value?.Length > maxLength) Add(key, Invariant($"has {value.Length} characters; at most {maxLength} are possible."));
    }

    /// <summary>
    /// Notes a text that cannot go into an HTTP header: a character outside printable ASCII, or a blank at its beginning or end. The text
    /// itself is never quoted; null and blank texts are for <see cref="RequireText"/>.
    /// </summary>
    public void RequireHeaderValue(string key, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return;
        if (value.Any(char.IsControl)) Add(key, $"has a control character, {HeaderAdvice}; look for a line break at its end, as files of secrets often have.");
        else if (value.Any(character => character is < ' ' or > '~')) Add(key, $"has a character outside ASCII, {HeaderAdvice}.");
        else if (value[0] == ' ' || value[^1] == ' ') Add(key, $"starts or ends with a blank, {HeaderAdvice}: remove it.");
    }

    /// <summary>Notes a number or time outside its range.</summary>
    public void RequireRange<T>(string key, T value, T min, T max)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0) return;
        var advice = value is TimeSpan { Days: > 0 } ? " A bare number counts days: write 00:00:30 for 30 seconds." : string.Empty;
        Add(key, Invariant($"is {value}; it must be from {min} to {max}.{advice}"));
    }

    /// <summary>Notes an address that is missing, relative, or neither https nor on loopback.</summary>
    public void RequireEndpoint(string key, Uri? value, string advice)
    {
        if (value is null) Add(key, $"is missing: {advice}");
        else if (!value.IsAbsoluteUri) Add(key, "is not an absolute address: start it with https://.");
        else if (value.UserInfo.Length > 0) Add(key, "has a user name or password in the address; use the options for credentials.");
        else if (value.Scheme != Uri.UriSchemeHttps && !(value.Scheme == Uri.UriSchemeHttp && value.IsLoopback))
            Add(key, $"has the scheme '{value.Scheme}': only https is allowed (http on loopback, for tests).");
    }

    /// <summary>Notes a list of former secrets that is too long (5 at most) or has a blank item or one with a control character.</summary>
    /// <param name="key">The option's name.</param>
    /// <param name="values">The list; null is an empty one.</param>
    public void RequireSecrets(string key, IEnumerable<string?>? values)
    {
        string?[] all = [.. values ?? []];
        if (all.Length > MostSecrets) Add(key, $"has {all.Length} items; at most {MostSecrets} are possible: remove those that are out of use.");
        if (all.Any(string.IsNullOrWhiteSpace)) Add(key, "has a blank value: remove it.");
        if (all.Any(value => value?.Any(char.IsControl) == true))
            Add(key, "has a control character; look for a line break at its end, as files of secrets often have.");
    }
}
