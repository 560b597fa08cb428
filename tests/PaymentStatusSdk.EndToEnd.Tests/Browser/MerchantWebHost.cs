using System.Diagnostics;
using System.Net.NetworkInformation;
using Microsoft.Playwright;
using PaymentStatusSdk.EndToEnd.Tests.Samples;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>The sample merchant, started as its user does, and one browser to look at it. Shared: each test starts payments of its own.</summary>
public sealed class MerchantWebHost : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // Generous: it only runs out when something is wrong, also on a machine that is busy with other tests.
    private const float PatienceMilliseconds = 120_000;

    private static readonly string[] BrowserArguments =
    [
        "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private Process? _process;
    private Task? _restOfOutput;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public async ValueTask InitializeAsync()
    {
        // Each test skips itself then.
        if (!File.Exists(Chromium)) return;
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        try
        {
            await StartMerchantAsync();
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = BrowserArguments, Headless = true, Timeout = PatienceMilliseconds });
        }
        catch
        {
            // A fixture that did not start is not disposed of.
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the page in a browser profile of its own.</summary>
    internal async Task<MerchantPage> OpenAsync(int width = 1280, int height = 900, ColorScheme colors = ColorScheme.Light)
    {
        Assert.SkipUnless(_browser is not null, $"There is no {Chromium}: apt-get install chromium.");
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        return await MerchantPage.OpenAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        if (_restOfOutput is not null) await _restOfOutput;
        _process.Dispose();
    }

    private async Task StartMerchantAsync()
    {
        _process = SampleProcess.Start("MerchantWeb", "--urls", Address.GetLeftPart(UriPartial.Authority));
        var errors = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            // The host's own line comes before the gateways know where to send notifications.
            if (!line.Contains("The shop is open", StringComparison.Ordinal)) continue;
            // Read on, or the sample stops at a full pipe.
            _restOfOutput = Task.WhenAll(errors, _process.StandardOutput.ReadToEndAsync());
            return;
        }

        throw new InvalidOperationException(await errors);
    }

    // The sample needs to know its port before it listens: it is part of the address that it gives to a gateway. Below the ports that the
    // system hands out: one of those might be somebody's connection by then.
    private static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (!taken.Contains(port)) return port;
        }
    }
}
