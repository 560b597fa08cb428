using Microsoft.Playwright;
using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Browser;

/// <summary>One browser for all tests of the class; each page has a profile of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // A long timeout that expires only on an error, also on a busy machine.
    private const float PatienceMilliseconds = 120_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        // Each test skips itself then.
        if (!File.Exists(Chromium)) return;
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium, Args = Arguments, Headless = true, Timeout = PatienceMilliseconds });
    }

    internal async Task<DashboardPage> OpenAsync(
        DashboardHost host, string path, int width = 1280, int height = 900, ColorScheme colors = ColorScheme.Light, bool script = true,
        string user = DashboardHost.Operator)
    {
        Assert.SkipUnless(_browser is not null, $"There is no {Chromium}: apt-get install chromium.");
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = host.Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
            JavaScriptEnabled = script,
            ExtraHTTPHeaders = new Dictionary<string, string> { [HeaderAuthentication.Header] = user },
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        return await DashboardPage.OpenAsync(context, path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
