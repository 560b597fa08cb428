using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Dashboard.Markup;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Endpoints;

/// <summary>One request to the dashboard, from a user who may read.</summary>
/// <param name="Context">The request.</param>
/// <param name="Site">What every page shows.</param>
/// <param name="Options">The settings.</param>
internal sealed record DashboardRequest(HttpContext Context, Site Site, PaymentStatusDashboardOptions Options)
{
    public ITransactionTracker Tracker => Context.RequestServices.GetRequiredService<ITransactionTracker>();

    public CancellationToken Aborted => Context.RequestAborted;

    public long Id => long.TryParse(Value("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    public Guid Guid => Guid.TryParseExact(Value("change"), "D", out var id) ? id : Guid.Empty;

    public Guid? After => Guid.TryParseExact(Context.Request.Query["after"], "D", out var after) ? after : null;

    /// <summary>Returns the address of a page's stream of events.</summary>
    /// <param name="stream">The last segment of the address.</param>
    /// <param name="query">The query string of the page, with its question mark; empty for none.</param>
    /// <param name="fingerprint">What the page shows.</param>
    public string EventsOf(string stream, string query, string fingerprint) =>
        Site.Path($"events/{stream}{(query.Length == 0 ? "?" : query + "&")}seen={fingerprint}");

    /// <summary>Writes a page.</summary>
    public async Task ShowAsync(
        string title, string section, Func<Site, RenderFragment> content, int status = StatusCodes.Status200OK, string? events = null)
    {
        var site = Site with { Events = events };
        if (site.MayAct)
        {
            var tokens = Context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(Context);
            site = site with { Token = (tokens.FormFieldName, tokens.RequestToken!) };
        }

        var html = await HtmlWriter.RenderAsync(
            Context.RequestServices, Context.RequestServices.GetRequiredService<ILoggerFactory>(),
            Layout.Page(site, title, section, content(site))).ConfigureAwait(false);
        // Antiforgery sets headers of its own, which are weaker.
        PageHeaders.Set(Context.Response.Headers);
        Context.Response.StatusCode = status;
        Context.Response.ContentType = "text/html; charset=utf-8";
        await Context.Response.WriteAsync("<!DOCTYPE html>\n" + html, Aborted).ConfigureAwait(false);
    }

    public Task ShowMessageAsync(string title, string text, int status) =>
        ShowAsync(title, "", site => MessagePage.Content(site, title, text), status);

    public Task ShowNotFoundAsync() => ShowMessageAsync(
        "Not found", "There is no such payment. It may have been deleted after its retention period.", StatusCodes.Status404NotFound);

    /// <summary>Sends the browser to a page by GET, so that reloading it repeats no action.</summary>
    public void GoTo(string path)
    {
        Context.Response.StatusCode = StatusCodes.Status303SeeOther;
        Context.Response.Headers.Location = path;
    }

    private string? Value(string key) => Convert.ToString(Context.Request.RouteValues[key], CultureInfo.InvariantCulture);
}
