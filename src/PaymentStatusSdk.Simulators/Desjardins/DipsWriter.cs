using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>Writes a document of this protocol as text, and encodes it in one of the protocol's charsets.</summary>
internal sealed class DipsWriter
{
    private readonly StringBuilder _text = new(1024);

    public string Text => _text.ToString();

    /// <summary>Appends markup without escaping.</summary>
    public DipsWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public DipsWriter Declaration(string encoding) => Raw("<?xml version=\"1.0\" encoding=\"").Raw(encoding).Raw("\"?>");

    public DipsWriter Attribute(string name, string? value)
    {
        if (value is null) return this;
        Raw(" ").Raw(name).Raw("=\"");
        Escape(value);
        return Raw("\"");
    }

    /// <summary>Appends an element; a null value omits the element.</summary>
    public DipsWriter Element(string name, string? value)
    {
        if (value is null) return this;
        Raw("<").Raw(name).Raw(">");
        Escape(value);
        return Raw("</").Raw(name).Raw(">");
    }

    public DipsWriter CData(string name, string? value)
    {
        if (string.IsNullOrEmpty(value) || value == "-") return Element(name, value);
        return Raw("<").Raw(name).Raw("><![CDATA[").Raw(value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)).Raw("]]></")
            .Raw(name)
                .Raw(">");
    }

    /// <summary>Appends text content.</summary>
    public DipsWriter Value(string value)
    {
        Escape(value);
        return this;
    }

    public byte[] ToBytes(Encoding encoding) => encoding.GetBytes(Text);

    private void Escape(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '"': _text.Append("&quot;"); break;
                case < 0x80: _text.Append((char)rune.Value); break;
                default:
                    if (rune.IsBmp && DipsCharset.Has((char)rune.Value)) _text.Append((char)rune.Value);
                    else _text.Append("&#").Append(rune.Value.ToString(CultureInfo.InvariantCulture)).Append(';');
                    break;
            }
        }
    }
}
