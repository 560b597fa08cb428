using System.Globalization;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>
/// Writes XML in ASCII. Other characters become numeric references, so that the text is the same in every declared encoding.
/// </summary>
internal readonly struct DesjardinsXmlWriter(RequestBuffer buffer)
{
    public void Raw(ReadOnlySpan<byte> markup) => buffer.Write(markup);

    public void Declare(string encoding)
    {
        Raw("<?xml version=\"1.0\" encoding=\""u8);
        buffer.Write(encoding.AsSpan());
        Raw("\"?>"u8);
    }

    public void Start(string name)
    {
        Raw("<"u8);
        buffer.Write(name.AsSpan());
    }

    public void Open(string name)
    {
        Start(name);
        Raw(">"u8);
    }

    public void Close(string name)
    {
        Raw("</"u8);
        buffer.Write(name.AsSpan());
        Raw(">"u8);
    }

    public void Attribute(string name, string value)
    {
        Raw(" "u8);
        buffer.Write(name.AsSpan());
        Raw("=\""u8);
        Text(value);
        Raw("\""u8);
    }

    public void Element(string name, string value)
    {
        Open(name);
        Text(value);
        Close(name);
    }

    public void Text(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': Raw("&amp;"u8); break;
                case '<': Raw("&lt;"u8); break;
                case '>': Raw("&gt;"u8); break;
                case '"': Raw("&quot;"u8); break;
                case >= 0x20 and < 0x7F: Raw([(byte)rune.Value]); break;
                default: buffer.Write(string.Create(CultureInfo.InvariantCulture, $"&#{rune.Value};").AsSpan()); break;
            }
        }
    }
}
