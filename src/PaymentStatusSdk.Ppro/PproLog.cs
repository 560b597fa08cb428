using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Ppro;

/// <summary>Log messages of the adapter. Event ids are stable.</summary>
internal static partial class PproLog
{
    [LoggerMessage(2101, LogLevel.Information, "Gateway '{Client}': new connections present a changed client certificate, which expires on {ExpiresAt:yyyy-MM-dd}.")]
    public static partial void CertificateChanged(ILogger logger, string client, DateTime expiresAt);

    [LoggerMessage(2102, LogLevel.Error, "Gateway '{Client}': the client certificate cannot be used; the last good one stays in force, if there is one. {Fault}")]
    public static partial void CertificateRefused(ILogger logger, string client, string fault);

    [LoggerMessage(2103, LogLevel.Warning, "Gateway '{Client}': the client certificate expires on {ExpiresAt:yyyy-MM-dd}. Ask PPRO for a new one.")]
    public static partial void CertificateExpiresSoon(ILogger logger, string client, DateTime expiresAt);
}
