using System.Text;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Redacts the bodies of one recording.</summary>
internal sealed partial class BodyRedactor(GatewayProvider provider, IReadOnlyCollection<RecordingSecret> secrets)
{
    private const string XmlField = "strrequest=";

    private readonly Placeholders _placeholders = new();

    /// <summary>Returns the made-up reference of a reference.</summary>
    public string? Reference(string? reference) => reference is null ? null : _placeholders.Reference(reference.Trim());

    /// <summary>Names the account, which a gateway may repeat before a request contains it.</summary>
    public void NameAccount(string? account)
    {
        if (!string.IsNullOrEmpty(account)) _placeholders.Variable("account", account);
    }

    /// <summary>Redacts a request of the adapter.</summary>
    public byte[] Request(ReadOnlyMemory<byte> body)
    {
        var fields = new FieldRedactor(FieldRules.OfRequests(provider), _placeholders, secrets);
        var text = Encoding.Latin1.GetString(body.Span);
        if (!IsXmlField(text)) return Encoding.Latin1.GetBytes(Redact(text, fields));
        var xml = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text[XmlField.Length..])));
        var redacted = Uri.EscapeDataString(XmlBodyRedactor.Redact(xml, fields));
        return Encoding.Latin1.GetBytes(XmlField + EscapedVariable().Replace(redacted, "{{$1}}"));
    }

    /// <summary>Redacts an answer, or a message that the gateway POSTs.</summary>
    public byte[] Answer(ReadOnlyMemory<byte> body) => Encoding.Latin1.GetBytes(Redact(
        Encoding.Latin1.GetString(body.Span), new FieldRedactor(FieldRules.OfAnswers(provider), _placeholders, secrets)));

    /// <summary>Whether a request carries its XML as a form field.</summary>
    public static bool IsXmlField(string request) => request.StartsWith(XmlField, StringComparison.Ordinal);

    private string Redact(string text, FieldRedactor fields)
    {
        // In UTF-16 no name is readable, and an octet that looks like punctuation may be half of a letter.
        if (OctetText.IsUtf16(text)) return new string('x', text.Length);
        return provider == GatewayProvider.Ppro && !text.AsSpan(OctetText.LengthOfStart(text)).StartsWith("<")
            ? FormBodyRedactor.Redact(text, fields)
            : XmlBodyRedactor.Redact(text, fields);
    }

    [GeneratedRegex("%7B%7B([a-z0-9-]+)%7D%7D")]
    private static partial Regex EscapedVariable();
}
