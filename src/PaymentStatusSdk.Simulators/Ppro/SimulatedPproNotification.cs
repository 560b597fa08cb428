using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Simulators.Hosting;
using PaymentStatusSdk.Simulators.Notifications;

namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>Builds PPRO notifications (PROTOCOL.md of the PPRO adapter) and reads their acknowledgement.</summary>
internal sealed class SimulatedPproNotification(PproSimulatorOptions options)
{
    public IReadOnlyList<NotificationMessage> For(Uri url, string txId)
    {
        var time = options.TimeProvider.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var hash = Hash(txId, time, options.NotificationSecret);
        if (options.NotificationDefects.HasFlag(PproNotificationDefects.BadHash)) hash = new string('0', hash.Length);
        var body = new StringBuilder("txid=");
        FormBody.AppendEscaped(body, txId);
        body.Append("&finaltimestamp=");
        FormBody.AppendEscaped(body, time);
        body.Append("&sha256hash=").Append(hash);
        var message = new NotificationMessage(
            txId, url, Encoding.UTF8.GetBytes(body.ToString()), "application/x-www-form-urlencoded", options.Redelivery, IsAccepted);
        return options.NotificationDefects.HasFlag(PproNotificationDefects.Duplicate) ? [message, message] : [message];
    }

    /// <summary>Computes sha256( sha256( txid "." finaltimestamp ) "." secret ), each as lower-case hex.</summary>
    internal static string Hash(string txId, string finalTimestamp, string secret) =>
        Sha256(Sha256($"{txId}.{finalTimestamp}") + "." + secret);

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private bool IsAccepted(int status, ReadOnlyMemory<byte> head)
    {
        if (options.RequireStatus200 ? status != 200 : status >= 300) return false;
        return options.RequirePhrase is null || head.Span.IndexOf(Encoding.UTF8.GetBytes(options.RequirePhrase)) >= 0;
    }
}
