using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Keeps the allowed headers, if their values look as they should, and the harmless parts of an address.</summary>
internal static partial class HeaderRedactor
{
    private static readonly string[] OfRequest = ["Content-Type", "Accept", "Accept-Encoding", "Connection"];
    private static readonly string[] OfAnswer = ["Content-Type", "Content-Encoding", "Retry-After", "Connection"];

    public static IReadOnlyDictionary<string, string> Request(HttpHeaders headers, HttpHeaders? content) =>
        Keep(OfRequest, headers, content);

    public static IReadOnlyDictionary<string, string> Answer(HttpHeaders headers, HttpHeaders content) => Keep(OfAnswer, headers, content);

    /// <summary>Returns the value if it has no data that could be personal; otherwise null.</summary>
    public static string? Value(string? value) =>
        value is not null && Harmless().IsMatch(value) && !ManyDigits().IsMatch(value) ? value : null;

    /// <summary>Returns scheme, host and path. An address that is a number is replaced, and so are the digits of the path.</summary>
    public static string Url(Uri url)
    {
        var host = url.HostNameType == UriHostNameType.Dns && !url.IsLoopback ? url.Host : "ip-address.invalid";
        return $"{url.Scheme}://{host}{ManyDigits().Replace(url.AbsolutePath, match => new string('0', match.Length))}";
    }

    private static Dictionary<string, string> Keep(string[] names, HttpHeaders headers, HttpHeaders? content)
    {
        var kept = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if ((headers.NonValidated.TryGetValues(name, out var values) || content?.NonValidated.TryGetValues(name, out values) == true)
                && Value(values.ToString()) is { } value)
            {
                kept[name] = value;
            }
        }

        return kept;
    }

    [GeneratedRegex(@"^[A-Za-z0-9/+.,;=*"" -]{1,100}$")]
    private static partial Regex Harmless();

    [GeneratedRegex("[0-9]{5,}")]
    private static partial Regex ManyDigits();
}
