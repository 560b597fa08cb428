using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Dashboard.Access;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Endpoints;

/// <summary>Sets the headers of every request and checks its access; for actions, it rejects forged requests.</summary>
internal sealed class DashboardGate(PaymentStatusDashboardOptions options)
{
    private const int MaxFormBytes = 16 * 1024;

    private readonly DashboardAccess _access = new(options);

    /// <summary>Returns the handler of a page.</summary>
    /// <param name="depth">The number of segments of the page's path below the root of the dashboard.</param>
    /// <param name="handler">Writes the page.</param>
    public RequestDelegate Page(int depth, Func<DashboardRequest, Task> handler) => context => RunAsync(context, depth, handler);

    /// <summary>Returns the handler of an action.</summary>
    /// <param name="depth">The number of segments of the action's path below the root of the dashboard.</param>
    /// <param name="handler">Runs the action.</param>
    public RequestDelegate Action(int depth, Func<DashboardRequest, Task> handler) => context => RunAsync(context, depth, async request =>
    {
        if (Refusal(request) is { } refusal)
        {
            DashboardLog.Refused(LoggerOf(context), UserName.Shown(context.User));
            await request.ShowMessageAsync("Not allowed", refusal, StatusCodes.Status403Forbidden).ConfigureAwait(false);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxFormBytes;
        if (!await IsGenuineAsync(context).ConfigureAwait(false))
        {
            DashboardLog.Refused(LoggerOf(context), UserName.Shown(context.User));
            await request.ShowMessageAsync(
                "Nothing was done", "The form was too old, or it did not come from this page. Go back, reload the page and try again.",
                StatusCodes.Status400BadRequest).ConfigureAwait(false);
            return;
        }

        await handler(request).ConfigureAwait(false);
    });

    private static string? Refusal(DashboardRequest request) => request switch
    {
        { Site.MayAct: false } => "Your account may read this dashboard, but not act on payments.",
        _ when !DashboardAccess.IsSameOrigin(request.Context.Request) =>
            "Nothing was done: the form was sent by a page of another site. Use the buttons of the dashboard.",
        _ => null,
    };

    public static ILogger LoggerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("PaymentStatusSdk.Dashboard");

    /// <summary>Returns the handler of a file.</summary>
    public RequestDelegate File(RequestDelegate handler) => async context =>
    {
        if (await MayReadAsync(context).ConfigureAwait(false)) await handler(context).ConfigureAwait(false);
    };

    private async Task RunAsync(HttpContext context, int depth, Func<DashboardRequest, Task> handler)
    {
        if (!await MayReadAsync(context).ConfigureAwait(false)) return;
        var request = new DashboardRequest(context, await SiteOfAsync(context, depth).ConfigureAwait(false), options);
        try
        {
            await handler(request).ConfigureAwait(false);
        }
        catch (TrackingStoreException failure) when (!context.Response.HasStarted)
        {
            await StoreProblems.ShowAsync(request, failure, isAction: false).ConfigureAwait(false);
        }
    }

    private async Task<bool> MayReadAsync(HttpContext context)
    {
        PageHeaders.Set(context.Response.Headers);
        if (context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        if (await _access.MayReadAsync(context).ConfigureAwait(false)) return true;
        var isSignedIn = _access.IsOpen || context.User.Identity?.IsAuthenticated == true;
        context.Response.StatusCode = isSignedIn ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        var reason = _access.IsOpen
            ? "Without an authorization policy, the dashboard answers only requests from its own machine."
            : "The user does not meet the policy of the dashboard.";
        await context.Response.WriteAsync(reason, context.RequestAborted).ConfigureAwait(false);
        return false;
    }

    private async Task<Site> SiteOfAsync(HttpContext context, int depth) => new()
    {
        Root = RootOf(context.Request, depth),
        MayAct = await _access.MayActAsync(context).ConfigureAwait(false),
        IsOpen = _access.IsOpen,
        User = UserName.Of(context.User),
        Notice = Notices.Of(context.Request.Query["done"]),
        Now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
    };

    private static string RootOf(HttpRequest request, int depth)
    {
        var path = request.PathBase.Add(request.Path).ToUriComponent().TrimEnd('/');
        for (; depth > 0; depth--) path = path[..path.LastIndexOf('/')];
        return path;
    }

    private static async Task<bool> IsGenuineAsync(HttpContext context)
    {
        try
        {
            await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context).ConfigureAwait(false);
            return true;
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }
}
