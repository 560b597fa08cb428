using System.Net;
using System.Text;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Looks for secrets in a finished recording, in every usual form in which a message could contain them.</summary>
internal static class SecretScan
{
    /// <summary>Returns a secret that one of the texts contains; null when there is none.</summary>
    public static RecordingSecret? Find(IEnumerable<RecordingSecret> secrets, IEnumerable<ReadOnlyMemory<byte>> contents)
    {
        var texts = contents.SelectMany(content => ViewsOf(Encoding.Latin1.GetString(content.Span))).ToArray();
        return secrets.FirstOrDefault(secret => texts.Any(secret.IsIn));
    }

    // A text that is escaped twice, such as XML in a form field, is found in one of its decoded views.
    private static string[] ViewsOf(string text) =>
    [
        text,
        Encoding.Latin1.GetString(WebUtility.UrlDecodeToBytes(Encoding.Latin1.GetBytes(text), 0, text.Length)),
        WebUtility.HtmlDecode(text),
    ];
}
