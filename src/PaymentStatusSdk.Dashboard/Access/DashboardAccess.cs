using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Dashboard.Access;

/// <summary>Decides whether the user of a request may read, and whether the user may act.</summary>
internal sealed class DashboardAccess(PaymentStatusDashboardOptions options)
{
    /// <summary>Whether the dashboard runs without policies, which is possible in Development only.</summary>
    public bool IsOpen => options.ReadPolicy is null;

    /// <summary>
    /// Returns whether the request may read. The authorization middleware evaluates the policy before, but a group around the dashboard
    /// that allows anonymous requests switches it off.
    /// </summary>
    /// <remarks>
    /// Without a policy, the host name must be one of this machine too: a web site can let its own name resolve to 127.0.0.1.
    /// </remarks>
    public Task<bool> MayReadAsync(HttpContext context) => options.ReadPolicy is { } policy
        ? MeetsAsync(context, policy)
        : Task.FromResult(
            context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && IsThisMachine(context.Request.Host));

    /// <summary>Returns whether the user may act on payments.</summary>
    public async Task<bool> MayActAsync(HttpContext context)
    {
        if (IsOpen) return await MayReadAsync(context).ConfigureAwait(false);
        return options.OperatorPolicy is { } policy && await MeetsAsync(context, policy).ConfigureAwait(false);
    }

    private static async Task<bool> MeetsAsync(HttpContext context, string policy)
    {
        var authorization = context.RequestServices.GetRequiredService<IAuthorizationService>();
        return (await authorization.AuthorizeAsync(context.User, context, policy).ConfigureAwait(false)).Succeeded;
    }

    private static bool IsThisMachine(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Returns whether a request that changes something comes from a page of the same origin, as far as the browser says so. The
    /// antiforgery token is checked as well.
    /// </summary>
    public static bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
}
