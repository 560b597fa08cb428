using Microsoft.Playwright;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>
/// A sample merchant with its own database, and one browser. Shared: each test starts its own payments.
/// </summary>
public sealed class MerchantWebHost : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // A long timeout that expires only on an error, also on a busy machine.
    private const float PatienceMilliseconds = 120_000;

    private static readonly string[] BrowserArguments =
    [
        "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run",
    ];

    private readonly DatabaseFile _database = new();
    private MerchantWebProcess? _merchant;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Uri Address => _merchant?.Address ?? throw new InvalidOperationException("The merchant did not start.");

    public async ValueTask InitializeAsync()
    {
        // Each test skips itself then.
        if (!File.Exists(Chromium)) return;
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        try
        {
            _merchant = await MerchantWebProcess.StartAsync(_database.ConnectionString);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(
                new() { ExecutablePath = Chromium, Args = BrowserArguments, Headless = true, Timeout = PatienceMilliseconds });
        }
        catch
        {
            // A fixture that did not start is not disposed.
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the page in a browser profile of its own.</summary>
    internal Task<MerchantPage> OpenAsync(int width = 1280, int height = 900, ColorScheme colors = ColorScheme.Light)
    {
        SkipWithoutBrowser();
        return OpenAsync(Address, width, height, colors);
    }

    /// <summary>Opens the page of another merchant.</summary>
    internal async Task<MerchantPage> OpenAsync(Uri address, int width = 1280, int height = 900, ColorScheme colors = ColorScheme.Light)
    {
        SkipWithoutBrowser();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        return await MerchantPage.OpenAsync(context);
    }

    internal void SkipWithoutBrowser() => Assert.SkipUnless(_browser is not null, $"There is no {Chromium}: apt-get install chromium.");

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_merchant is not null) await _merchant.DisposeAsync();
        _database.Dispose();
    }
}
