using Microsoft.Playwright;
using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Browser;

/// <summary>Pictures of the pages: one for the README, and some with texts that try to break them.</summary>
public sealed class PictureTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Variable = "PAYMENTSTATUS_PICTURES";
    private const string Name = "dashboard.png";
    private const int MaxBytes = 200_000;

    [Fact]
    public async Task Picture_of_the_readme_is_small_and_can_be_made_again()
    {
        await using var host = await ShopDay.StartAsync();
        await using var page = await browser.OpenAsync(host, "/payments", height: 920);

        var picture = await page.Page.ScreenshotAsync();

        Assert.InRange(picture.Length, 10_000, MaxBytes);
        var kept = new FileInfo(Path.Combine(RepositoryRoot(), "docs", "images", Name));
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            kept.Directory!.Create();
            await File.WriteAllBytesAsync(kept.FullName, picture, DashboardHost.Ct);
            kept.Refresh();
        }

        Assert.True(kept.Exists, $"{kept.FullName} is missing. Run this test with {Variable}=1.");
        Assert.InRange(kept.Length, 10_000, MaxBytes);
    }

    [Theory]
    [InlineData("desktop", ColorScheme.Light, 1280)]
    [InlineData("desktop-dark", ColorScheme.Dark, 1280)]
    [InlineData("phone", ColorScheme.Light, 390)]
    [InlineData("phone-dark", ColorScheme.Dark, 390)]
    public async Task Hostile_and_endless_texts_do_not_break_a_page(string name, ColorScheme colors, int width)
    {
        await using var host = await HostileDay.StartAsync();
        await using var page = await browser.OpenAsync(host, "/payments", width, colors: colors);

        foreach (var (path, what) in new[] { ("", "list"), ("/1", "payment"), ("/parked", "parked"), ("/clients", "clients") })
        {
            await page.Page.GotoAsync("/payments" + path);
            Assert.Equal(0, await page.OverflowAsync());
            await page.ShootAsync($"hostile-{what}-{name}");
        }

        await page.Page.GotoAsync("/payments/1");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Ask the gateway" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".answer")).ToBeVisibleAsync();
        Assert.Equal(0, await page.OverflowAsync());
        await page.ShootAsync($"hostile-answer-{name}");
        await page.Page.GotoAsync("/payments?q=nothing");
        await page.ShootAsync($"empty-{name}");
        Assert.Empty(page.Errors);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PaymentStatus.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
