using System.Globalization;
using System.Net;
using System.Security;
using System.Text;
using System.Text.Json;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Looks for secrets in a finished recording, in every form in which a message could contain them.</summary>
internal static class SecretScan
{
    /// <summary>Shorter values occur in innocent texts as well.</summary>
    private const int Shortest = 6;

    /// <summary>Whether one of the texts contains one of the secrets.</summary>
    public static bool Finds(IEnumerable<string> secrets, IEnumerable<ReadOnlyMemory<byte>> contents)
    {
        var forms = secrets.Where(secret => secret.Length >= Shortest).SelectMany(FormsOf).Distinct().ToArray();
        return contents.Select(content => Encoding.Latin1.GetString(content.Span))
            .Any(text => forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Returns a text raw, URL-encoded, escaped for XML and JSON, in base64 at each offset, and as hex digits.</summary>
    public static IEnumerable<string> FormsOf(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        yield return Encoding.Latin1.GetString(octets);
        yield return Uri.EscapeDataString(text);
        yield return Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
        yield return SecurityElement.Escape(text);
        yield return WebUtility.HtmlEncode(text);
        yield return string.Concat(text.Select(character => string.Create(CultureInfo.InvariantCulture, $"&#{(int)character};")));
        yield return JsonEncodedText.Encode(text).ToString();
        yield return Convert.ToHexString(octets);
        for (var offset = 0; offset < 3; offset++)
        {
            // The characters at the ends depend on what is around the text.
            var base64 = Convert.ToBase64String([.. new byte[offset], .. octets]).TrimEnd('=');
            yield return base64[(offset == 0 ? 0 : offset + 1)..^1];
        }
    }
}
