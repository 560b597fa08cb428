using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Ppro;

/// <summary>The log messages of the adapter. Event ids are stable.</summary>
internal static partial class PproLog
{
    [LoggerMessage(2101, LogLevel.Information,
        "New connections of client '{Client}' use a changed client certificate, which expires on {ExpiresAt:yyyy-MM-dd}.")]
    public static partial void CertificateChanged(ILogger logger, string client, DateTime expiresAt);

    [LoggerMessage(2102, LogLevel.Error,
        "The client certificate of client '{Client}' cannot be used; the last valid certificate, if any, stays in use. {Error}")]
    public static partial void CertificateRejected(ILogger logger, string client, string error);

    [LoggerMessage(2103, LogLevel.Warning,
        "The client certificate of client '{Client}' expires on {ExpiresAt:yyyy-MM-dd}. Request a new certificate from PPRO.")]
    public static partial void CertificateExpiresSoon(ILogger logger, string client, DateTime expiresAt);
}
