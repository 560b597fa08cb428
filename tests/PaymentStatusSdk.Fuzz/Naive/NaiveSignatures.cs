using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Computes the signatures of the callbacks as PROTOCOL.md of each adapter describes them.</summary>
internal static class NaiveSignatures
{
    /// <summary>Returns the checksum of a notification of ConvergeGate; null for a command without a known rule.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The gateway's protocol requires SHA-1.")]
    public static string? ConvergeGate(NaiveElement message, string key)
    {
        string? signed = Raw(message, "apiCmd") switch
        {
            "850" => Raw(message, "merchanttransid") + Raw(message, "amount") + Raw(message, "curcode"),
            "860" => Raw(message, "gatetransid") + Raw(message, "amount") + Raw(message, "status"),
            "870" => Raw(message, "gaterebillid") + Raw(message, "gatetransid") + Raw(message, "status"),
            "880" => Raw(message, "gatetransid") + Raw(message, "status"),
            _ => null,
        };
        if (signed is null) return null;
        var text = Raw(message, "apiUser") + Raw(message, "apiPassword") + Raw(message, "apiCmd") + signed + key;
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Returns the hash of a notification of PPRO.</summary>
    public static string Ppro(string txId, string finalTimestamp, string secret) =>
        Sha256($"{Sha256($"{txId}.{finalTimestamp}")}.{secret}");

    /// <summary>Returns a token for the address of a POST of Desjardins.</summary>
    public static string DesjardinsToken(byte[] random, DateTimeOffset expiresAt, string clientName, string merchantId, string merchantKey)
    {
        var signed = new byte[24];
        random.CopyTo(signed, 0);
        BinaryPrimitives.WriteInt64BigEndian(signed.AsSpan(16), expiresAt.ToUnixTimeMilliseconds());
        byte[] context = [.. Encoding.UTF8.GetBytes($"PaymentStatusSdk.Desjardins step 4\0{clientName}\0{merchantId}\0"), .. signed];
        byte[] token = [.. signed, .. HMACSHA256.HashData(Encoding.UTF8.GetBytes(merchantKey), context)];
        return Convert.ToBase64String(token).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Returns the text of a direct child with all its blanks; empty when there is none.</summary>
    public static string Raw(NaiveElement message, string name) => message.Children.Find(child => child.Is(name))?.Text ?? "";

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
