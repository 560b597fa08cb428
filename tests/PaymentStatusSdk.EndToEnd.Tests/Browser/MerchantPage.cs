using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>The page of the sample, in the terms of its users.</summary>
internal sealed class MerchantPage(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<Uri> _requests = new();

    public IPage Page => page;

    /// <summary>All requests of the page.</summary>
    public IReadOnlyCollection<Uri> Requests => _requests;

    /// <summary>Errors of its script and of its resources.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public ILocator Connection => page.GetByRole(AriaRole.Status);

    public static async Task<MerchantPage> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        var opened = new MerchantPage(context, page);
        page.Request += (_, request) => opened._requests.Enqueue(new Uri(request.Url));
        page.PageError += (_, error) => opened._errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") opened._errors.Enqueue(message.Text);
        };
        await page.GotoAsync("/");
        await Expect(opened.Connection).ToHaveTextAsync("Live");
        return opened;
    }

    /// <summary>Starts a payment with its button, and waits until the page shows that it is pending.</summary>
    public Task<PaymentCard> StartAsync(string gateway) => StartAsync(() => page.Locator($"#start-{gateway}").ClickAsync());

    /// <summary>Starts a payment by another way to the button.</summary>
    public async Task<PaymentCard> StartAsync(Func<Task> press)
    {
        var answer = await page.RunAndWaitForResponseAsync(
            press,
            response => response.Request.Method == "POST" && new Uri(response.Url).AbsolutePath == "/api/payments");
        using var payment = JsonDocument.Parse(await answer.TextAsync());
        var card = new PaymentCard(page, payment.RootElement.GetProperty("orderId").GetString()!);
        await Expect(card.State).ToHaveTextAsync(nameof(PaymentState.Pending));
        return card;
    }

    /// <summary>Returns the width of the content beyond the window.</summary>
    public Task<int> OverflowAsync() =>
        page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
