using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Ppro.Callbacks;

/// <summary>The three decoded fields of a notification. See <c>PROTOCOL.md</c>, section Notifications.</summary>
internal readonly record struct PproNotification(string TxId, string FinalTimestamp, string Hash)
{
    // A digest has 64 digits, an id 20 characters, a timestamp about 30: a longer field is not from PPRO.
    private const int MaxFieldLength = 256;

    /// <summary>Reads a notification; null when a field is missing, repeated, too long, or cannot be decoded.</summary>
    public static PproNotification? Read(ReadOnlySpan<byte> body)
    {
        string? txId = null, time = null, hash = null;
        var form = new FormReader(body);
        while (form.Read())
        {
            if (Ascii.EqualsIgnoreCase(form.Name, "txid"u8) ? !TryRead(form, ref txId)
                : Ascii.EqualsIgnoreCase(form.Name, "finaltimestamp"u8) ? !TryRead(form, ref time)
                : Ascii.EqualsIgnoreCase(form.Name, "sha256hash"u8) && !TryRead(form, ref hash)) return null;
        }

        return string.IsNullOrEmpty(txId) || string.IsNullOrEmpty(time) || string.IsNullOrEmpty(hash)
            ? null
            : new PproNotification(txId, time, hash);
    }

    /// <summary>
    /// Returns the notification with the last blank of its timestamp replaced by the plus sign of an unescaped time offset; null when it
    /// has no blank.
    /// </summary>
    public PproNotification? WithPlusRepaired() => FinalTimestamp.LastIndexOf(' ') is var at and >= 0
        ? this with { FinalTimestamp = $"{FinalTimestamp[..at]}+{FinalTimestamp[(at + 1)..]}" }
        : null;

    /// <summary>Returns only the type name, because a hash together with its text helps to guess the secret.</summary>
    public override string ToString() => nameof(PproNotification);

    private static bool TryRead(in FormReader form, ref string? field) =>
        field is null && form.HasValue && form.Value.Length <= MaxFieldLength && FormReader.TryDecode(form.Value, out field);
}
