using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Finds the documents that the body of a callback may carry, with the means of strings.</summary>
internal static class NaiveCarrier
{
    /// <summary>Returns the body itself, the fields of a form, and the parts of multipart/form-data.</summary>
    /// <param name="body">The body.</param>
    /// <param name="field">The name of the field; null for any.</param>
    public static List<byte[]> Documents(byte[] body, string? field)
    {
        var documents = new List<byte[]> { body };
        foreach (var (name, value) in NaiveForm.Split(body))
        {
            var isSearched = field is null || name.Trim('\u00EF', '\u00BB', '\u00BF', ' ', '\t') == field;
            if (isSearched && value is not null) documents.Add(Encoding.Latin1.GetBytes(Unescape(value)));
        }

        var text = Encoding.Latin1.GetString(body);
        foreach (var part in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n"))
            documents.Add(Encoding.Latin1.GetBytes(part.Split("\n--")[0]));
        foreach (var part in text.Split("\r\n\r\n")) documents.Add(Encoding.Latin1.GetBytes(part.Split("\r\n--")[0]));
        return documents;
    }

    private static string Unescape(string value) => Regex.Replace(
        value.Replace('+', ' '), "%([0-9a-fA-F]{2})", match => ((char)Convert.ToByte(match.Groups[1].Value, 16)).ToString());
}
