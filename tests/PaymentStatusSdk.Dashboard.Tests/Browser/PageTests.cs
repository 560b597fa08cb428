using Microsoft.Playwright;
using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.Dashboard.Tests.Browser;

/// <summary>The pages in a real browser.</summary>
public sealed class PageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("light", ColorScheme.Light, 1280)]
    [InlineData("dark", ColorScheme.Dark, 1280)]
    [InlineData("phone", ColorScheme.Light, 390)]
    [InlineData("small", ColorScheme.Dark, 320)]
    public async Task Pages_fit_load_nothing_from_elsewhere_and_report_no_error(string name, ColorScheme colors, int width)
    {
        await using var host = await ShopDay.StartAsync();
        await using var page = await browser.OpenAsync(host, "/payments", width, colors: colors);

        await Expect(page.Page).ToHaveTitleAsync("Payments - Payment status");
        // A table stays one for screen readers where the style sheet shows its rows as cards.
        await Expect(page.Page.GetByRole(AriaRole.Rowheader, new() { Name = "ORDER-1004" })).ToBeVisibleAsync();
        Assert.Equal(0, await page.OverflowAsync());
        await page.ShootAsync($"list-{name}");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "ORDER-1004", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("ORDER-1004");
        Assert.Equal(0, await page.OverflowAsync());
        await page.ShootAsync($"payment-{name}");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Parked deliveries", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Parked deliveries");
        Assert.Equal(0, await page.OverflowAsync());
        await page.ShootAsync($"parked-{name}");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Clients" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Clients");
        Assert.Equal(0, await page.OverflowAsync());
        await page.ShootAsync($"clients-{name}");

        Assert.Empty(page.Errors);
        Assert.All(page.Requests, request => Assert.Equal(host.Address.Authority, request.Authority));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Operator_stops_and_starts_a_payment_with_the_keyboard(bool script)
    {
        await using var host = await ShopDay.StartAsync();
        await using var page = await browser.OpenAsync(host, "/payments?q=ORDER-1005", script: script);
        var keyboard = page.Page.Keyboard;

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "ORDER-1005", Exact = true }).FocusAsync();
        await keyboard.PressAsync("Enter");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).FocusAsync();
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Tab");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop tracking" })).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Tracking was stopped");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Start again" }).PressAsync("Enter");

        await Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("tracked again");
        var payment = await host.Tracker.FindAsync("cards", TransactionQuery.ByMerchantReference("ORDER-1005"), DashboardHost.Ct);
        Assert.Equal(TrackingStatus.Active, payment!.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Operator_resolves_a_payment_with_the_keyboard(bool script)
    {
        await using var host = await ShopDay.StartAsync();
        await using var page = await browser.OpenAsync(host, "/payments/3", script: script);
        var reason = page.Page.GetByRole(AriaRole.Textbox, new() { Name = "Reason" });

        await Expect(reason).ToBeHiddenAsync();
        await page.Page.Locator("summary").PressAsync("Enter");
        await reason.FillAsync("Refunded at the till");
        if (script)
        {
            // A change of the payment does not remove the text that is being typed.
            await Expect(page.Page.Locator("#connection")).ToHaveTextAsync("Live");
            await host.Tracker.StopAsync(3, DashboardHost.Ct);
            host.Time.Advance(EventStream.Interval);
            await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Start again" })).ToBeVisibleAsync();
        }

        await reason.PressAsync("Enter");

        await Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("resolved by hand");
        await Expect(page.Page.Locator(".resolution")).ToContainTextAsync("Refunded at the till");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Open_list_shows_new_payments_and_keeps_the_focus()
    {
        await using var host = await ShopDay.StartAsync();
        await using var page = await browser.OpenAsync(host, "/payments");
        await Expect(page.Page.Locator("#connection")).ToHaveTextAsync("Live");
        var focused = page.Page.GetByRole(AriaRole.Link, new() { Name = "ORDER-1005", Exact = true });
        await focused.FocusAsync();

        await host.TrackAsync("ORDER-1009");
        host.Time.Advance(EventStream.Interval);

        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "ORDER-1009", Exact = true })).ToBeVisibleAsync();
        await Expect(focused).ToBeFocusedAsync();
        Assert.Empty(page.Errors);
    }

    // A browser without HTTP/2 opens six connections to a host, which six pages in the background would use up.
    [Fact]
    public async Task Hidden_page_has_no_connection_and_is_current_when_it_is_shown_again()
    {
        await using var host = await ShopDay.StartAsync();
        await using var page = await browser.OpenAsync(host, "/payments");
        await Expect(page.Page.Locator("#connection")).ToHaveTextAsync("Live");

        await ShowAsync("hidden");
        Assert.True(await page.Page.EvaluateAsync<bool>("events === null"));
        await host.TrackAsync("ORDER-1009");
        await ShowAsync("visible");

        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "ORDER-1009", Exact = true })).ToBeVisibleAsync();
        Assert.True(await page.Page.EvaluateAsync<bool>("events !== null"));
        Assert.Empty(page.Errors);

        Task ShowAsync(string state) => page.Page.EvaluateAsync(
            "state => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true }); "
            + "document.dispatchEvent(new Event('visibilitychange')); }",
            state);
    }

    [Fact]
    public async Task Open_payment_shows_the_result_of_its_check()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured);
        var payment = await host.TrackAsync("ORDER-1");
        await host.RunOnceAsync();
        await using var page = await browser.OpenAsync(host, $"/payments/{payment.Id}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("A check was requested");
        await Expect(page.Page.Locator("#connection")).ToHaveTextAsync("Live");

        host.Time.Advance(TimeSpan.FromSeconds(5));
        await host.RunOnceAsync();
        host.Time.Advance(EventStream.Interval);

        await Expect(page.Page.Locator(".title .badge")).ToHaveTextAsync("✓Paid");
        await Expect(page.Page.Locator("#announcement")).ToHaveTextAsync("The verdict is now: Paid");
        await Expect(page.Page.Locator(".changes .exact").First).ToContainTextAsync("UTC");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task First_tab_skips_to_the_content_and_every_control_has_a_name()
    {
        await using var host = await ShopDay.StartAsync();
        await using var page = await browser.OpenAsync(host, "/payments");

        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();

        var nameless = await page.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("a, button, input:not([type=hidden]), select")]
                .filter(e => !(e.labels?.length || e.textContent.trim() || e.getAttribute("aria-label"))).map(e => e.outerHTML)
            """);
        Assert.Empty(nameless);
        Assert.Equal(1, await page.Page.Locator("h1").CountAsync());
        Assert.Equal("en", await page.Page.Locator("html").GetAttributeAsync("lang"));
    }

    [Fact]
    public async Task Ten_thousand_payments_are_shown_page_by_page()
    {
        await using var host = await DashboardHost.StartAsync();
        for (var number = 1; number <= 10_000; number++) await host.TrackAsync($"ORDER-{number}");
        await using var page = await browser.OpenAsync(host, "/payments");
        var rows = page.Page.Locator("tbody tr");

        await Expect(rows).ToHaveCountAsync(50);
        await Expect(rows.First).ToContainTextAsync("ORDER-10000");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Older payments" }).ClickAsync();
        await Expect(rows.First).ToContainTextAsync("ORDER-9950");
        await page.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Reference" }).FillAsync("ORDER-1");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Clear" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Combobox, new() { Name = "State" }).SelectOptionAsync("Captured");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(page.Page.Locator(".empty")).ToHaveTextAsync("No payment matches the filter.");
        Assert.Empty(page.Errors);
    }

    // WCAG 2.2, 1.4.3: 4.5 to 1 for text of this size.
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_has_enough_contrast(ColorScheme colors)
    {
        await using var host = await ShopDay.StartAsync();
        await using var page = await browser.OpenAsync(host, "/payments", colors: colors);

        foreach (var path in new[] { "/payments", "/payments/1", "/payments/3", "/payments/parked", "/payments/clients" })
        {
            await page.Page.GotoAsync(path);
            Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        }
    }

    [Fact]
    public async Task Hostile_texts_of_gateway_and_shop_stay_texts()
    {
        const string Attack = "</bdi><script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"alert(3)\u202Egnp.exe";
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer(Attack, new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Captured,
            MerchantReference = Attack,
            GatewayReference = "javascript:alert(4)",
            Answer = new GatewayAnswer
            {
                State = Attack,
                Code = "{{7*7}}",
                Message = Attack + " 4111 1111 1111 1111",
                Fields = new GatewayFields(new KeyValuePair<string, string>(Attack, Attack)),
            },
            Anomalies = [new StatusAnomaly(StatusAnomalyKind.UnrecognizedValue, Attack)],
        });
        var payment = await host.TrackAsync(Attack);
        await host.RunOnceAsync();
        await using var page = await browser.OpenAsync(host, "/payments");

        await Expect(page.Page.Locator("th.payment bdi").First).ToContainTextAsync("<script>alert(1)</script>");
        await page.Page.GotoAsync($"/payments/{payment.Id}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Ask the gateway" }).ClickAsync();
        var answer = page.Page.Locator(".answer");
        await Expect(answer).ToContainTextAsync("\\u{202E}gnp.exe");
        await Expect(answer).ToContainTextAsync("[card number]");
        await page.Page.GotoAsync("/payments?q=" + Uri.EscapeDataString(Attack));
        await Expect(page.Page.Locator("#q")).ToHaveValueAsync(Attack);

        Assert.Equal(0, await page.Page.Locator("main script, main img, [onmouseover], a[href^=javascript]").CountAsync());
        Assert.DoesNotContain('\u202E', await page.Page.Locator("th.payment").First.InnerTextAsync());
        Assert.Empty(page.Errors);
    }
}
