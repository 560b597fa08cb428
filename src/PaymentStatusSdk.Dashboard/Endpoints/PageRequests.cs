using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Dashboard.Assets;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Endpoints;

/// <summary>The pages. They only read.</summary>
internal static class PageRequests
{
    public const string Payments = "Payments";
    public const string Parked = "Parked deliveries";

    private const int ChangesPerPage = 50;

    public static async Task ListAsync(DashboardRequest request)
    {
        var model = await ListModelAsync(request).ConfigureAwait(false);
        var events = request.EventsOf("list", model.Query.ToQueryString(), Fingerprint.Of(model));
        await request.ShowAsync("Payments", Payments, site => ListPage.Content(site, model), events: events).ConfigureAwait(false);
    }

    public static async Task PaymentAsync(DashboardRequest request)
    {
        if (await ModelAsync(request).ConfigureAwait(false) is not { } model)
        {
            await request.ShowNotFoundAsync().ConfigureAwait(false);
            return;
        }

        var query = request.After is { } after ? $"?after={after:D}" : "";
        var events = request.EventsOf(Invariant($"{model.Payment.Id}"), query, Fingerprint.Of(model));
        await ShowAsync(request, model, events).ConfigureAwait(false);
    }

    public static async Task ParkedAsync(DashboardRequest request)
    {
        var page = await ParkedModelAsync(request).ConfigureAwait(false);
        var query = request.After is { } after ? $"?after={after:D}" : "";
        await request.ShowAsync(
            Parked, Parked, site => ParkedPage.Content(site, page), events: request.EventsOf("parked", query, Fingerprint.Of(page)))
            .ConfigureAwait(false);
    }

    public static async Task AssetAsync(HttpContext context)
    {
        if (AssetFiles.Find(context.Request.RouteValues["file"] as string) is not { } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Another version of the package has other addresses. Without the right version, the content may change.
        if (context.Request.Query["v"] == file.Version) context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Content.Length;
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Reads a payment and a page of its changes; returns null when there is none.</summary>
    public static async Task<PaymentModel?> ModelAsync(DashboardRequest request)
    {
        if (await request.Tracker.GetAsync(request.Id, request.Aborted).ConfigureAwait(false) is not { } payment) return null;
        var changes = await request.Tracker.ListChangesAsync(
            new StatusChangeFilter { TransactionId = payment.Id, PageSize = ChangesPerPage, After = request.After },
            request.Aborted).ConfigureAwait(false);
        return new PaymentModel(payment, changes, TraceLink.Of(payment.TraceParent, request.Options));
    }

    public static async Task<ListModel> ListModelAsync(DashboardRequest request)
    {
        var query = ListQuery.Of(request.Context.Request.Query);
        var services = request.Context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var page = query.HasNoMatch
            ? new TrackedPage([], null)
            : await request.Tracker.ListAsync(query.ToFilter(now), request.Aborted).ConfigureAwait(false);
        var clients = services.GetRequiredService<ITransactionStatusClientFactory>().Names;
        var attention = await services.GetRequiredService<AttentionCounts>().ReadAsync(request.Tracker, request.Aborted)
            .ConfigureAwait(false);
        return new ListModel(query, page, clients, attention);
    }

    public static Task<StatusChangePage> ParkedModelAsync(DashboardRequest request) => request.Tracker.ListChangesAsync(
        new StatusChangeFilter { Status = DeliveryStatus.Parked, PageSize = ChangesPerPage, After = request.After }, request.Aborted);

    public static Task ShowAsync(DashboardRequest request, PaymentModel model, string? events = null) => request.ShowAsync(
        Markup.Visible.Text(model.Payment.MerchantReference ?? model.Payment.GatewayReference) ?? "Payment", Payments,
        site => PaymentPage.Content(site, model), events: events);
}
