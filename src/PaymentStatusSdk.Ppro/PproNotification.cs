using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>The three fields of a notification, decoded. <c>PROTOCOL.md, notifications</c></summary>
internal readonly record struct PproNotification(string TxId, string FinalTimestamp, string Hash)
{
    // A digest has 64 digits, an id 20 characters, a time about 30: longer fields are an attack, not a notification.
    private const int LongestField = 256;

    /// <summary>Reads a body; null when a field is missing, there twice, or cannot be decoded.</summary>
    public static PproNotification? Read(ReadOnlySpan<byte> body)
    {
        string? txId = null, time = null, hash = null;
        var form = new FormReader(body);
        while (form.Read())
        {
            if (Ascii.EqualsIgnoreCase(form.Name, "txid"u8) ? !TryTake(form, ref txId)
                : Ascii.EqualsIgnoreCase(form.Name, "finaltimestamp"u8) ? !TryTake(form, ref time)
                : Ascii.EqualsIgnoreCase(form.Name, "sha256hash"u8) && !TryTake(form, ref hash)) return null;
        }

        return string.IsNullOrEmpty(txId) || string.IsNullOrEmpty(time) || string.IsNullOrEmpty(hash) ? null : new PproNotification(txId, time, hash);
    }

    /// <summary>With the offset's plus sign that was sent unescaped, and became a blank by the rules of forms; null when there is none.</summary>
    public PproNotification? WithPlusRepaired() => FinalTimestamp.LastIndexOf(' ') is var at and >= 0
        ? this with { FinalTimestamp = $"{FinalTimestamp[..at]}+{FinalTimestamp[(at + 1)..]}" }
        : null;

    /// <summary>Nothing: a hash beside its text is half a secret.</summary>
    public override string ToString() => nameof(PproNotification);

    private static bool TryTake(in FormReader form, ref string? field) =>
        field is null && form.HasValue && form.Value.Length <= LongestField && FormReader.TryDecode(form.Value, out field);
}
