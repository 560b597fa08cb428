using System.Buffers;
using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.ConvergeGate.Protocol;

/// <summary>Validates and writes text in the gateway's XML.</summary>
internal static class ConvergeGateXmlText
{
    /// <summary>
    /// Whether XML can contain the text: it has no control characters, unpaired surrogates, or the two noncharacters that XML forbids.
    /// </summary>
    public static bool CanCarry(string? value)
    {
        var text = value.AsSpan();
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done) return false;
            if (Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF) return false;
            text = text[length..];
        }

        return true;
    }

    /// <summary>Writes the escaped text of an element; null writes nothing.</summary>
    public static void Write(RequestBuffer xml, string? text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny('&', '<', '>') is var at and >= 0)
        {
            xml.Write(rest[..at]);
            xml.Write(rest[at] switch { '&' => "&amp;"u8, '<' => "&lt;"u8, _ => "&gt;"u8 });
            rest = rest[(at + 1)..];
        }

        xml.Write(rest);
    }
}
