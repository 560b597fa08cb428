using System.Buffers;
using System.Text;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Tells what can stand in the gateway's XML.</summary>
internal static class ConvergeGateXmlText
{
    /// <summary>False for text with control characters, halves of surrogate pairs, or the two non-characters that XML forbids.</summary>
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
}
