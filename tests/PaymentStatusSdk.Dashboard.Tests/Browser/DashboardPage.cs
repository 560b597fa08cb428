using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PaymentStatusSdk.Dashboard.Tests.Browser;

/// <summary>A page of the dashboard in a browser.</summary>
internal sealed class DashboardPage(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<Uri> _requests = new();

    public IPage Page => page;

    /// <summary>All requests of the page.</summary>
    public IReadOnlyCollection<Uri> Requests => _requests;

    /// <summary>Errors of its script, of its resources and of its content security policy, and dialogs that were opened.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public static async Task<DashboardPage> OpenAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        var opened = new DashboardPage(context, page);
        page.Request += (_, request) => opened._requests.Enqueue(new Uri(request.Url));
        page.PageError += (_, error) => opened._errors.Enqueue(error);
        page.Dialog += (_, dialog) => opened._errors.Enqueue(dialog.Message);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") opened._errors.Enqueue(message.Text);
        };
        await page.GotoAsync(path);
        return opened;
    }

    /// <summary>Returns the width of the content beyond the window.</summary>
    public Task<int> OverflowAsync() =>
        page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Saves a picture of the page beside the tests, to be looked at.</summary>
    public Task ShootAsync(string name) => page.ScreenshotAsync(
        new() { Path = Path.Combine(AppContext.BaseDirectory, "pictures", name + ".png"), FullPage = true });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
