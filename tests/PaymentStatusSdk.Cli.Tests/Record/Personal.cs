using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>Made-up personal data, and every form in which a message could contain it.</summary>
internal static class Personal
{
    public const string CardNumber = "4111111111111111";
    public const string Mail = "erika.mustermann@mail.example";
    public const string Name = "Erika Mustermann-Müller & Söhne";
    public const string Iban = "DE89370400440532013000";
    public const string Address = "203.0.113.77";
    public const string Phone = "+49 30 901820";

    public static IReadOnlyList<string> All { get; } = [CardNumber, Mail, Name, Iban, Address, Phone];

    /// <summary>Returns the text raw, URL-encoded, escaped for XML and JSON, in base64, hex, ISO-8859-1 and in groups.</summary>
    public static IEnumerable<string> FormsOf(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        string[] forms =
        [
            Encoding.Latin1.GetString(octets), text, Uri.EscapeDataString(text), WebUtility.UrlEncode(text), WebUtility.HtmlEncode(text),
            string.Concat(text.Select(character => string.Create(CultureInfo.InvariantCulture, $"&#{(int)character};"))),
            string.Concat(text.Select(character => string.Create(CultureInfo.InvariantCulture, $"&#x{(int)character:x};"))),
            JavaScriptEncoder.Default.Encode(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text),
            Convert.ToBase64String(octets).TrimEnd('=')[..^1], Convert.ToHexString(octets),
            text.Replace(" ", "", StringComparison.Ordinal),
            string.Join(' ', text.Chunk(4).Select(group => new string(group))),
        ];
        return forms.Distinct();
    }

    public static void AssertAbsent(IEnumerable<string> texts, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var content = Path.GetFileName(file) + "\n" + Encoding.Latin1.GetString(File.ReadAllBytes(file));
            foreach (var form in texts.SelectMany(FormsOf))
            {
                Assert.False(
                    content.Contains(form, StringComparison.OrdinalIgnoreCase), $"{Path.GetFileName(file)} has {form}:\n{content}");
            }
        }
    }
}
