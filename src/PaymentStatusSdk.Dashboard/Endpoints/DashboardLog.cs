using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Dashboard.Endpoints;

/// <summary>Log messages of the dashboard. Event ids are stable.</summary>
internal static partial class DashboardLog
{
    [LoggerMessage(1501, LogLevel.Information, "{User} used the action '{Action}' on {Target} in the dashboard. Result: "
        + "{Result}.")]
    public static partial void Acted(ILogger logger, string user, string action, string target, string result);

    [LoggerMessage(1502, LogLevel.Warning, "An action of {User} in the dashboard was refused: the user is not an operator, or the form did "
        + "not come from a page of the dashboard. Nothing was done.")]
    public static partial void Refused(ILogger logger, string user);

    [LoggerMessage(1503, LogLevel.Error, "The tracking store failed while the dashboard read or changed it.")]
    public static partial void StoreFailed(ILogger logger, Exception exception);
}
