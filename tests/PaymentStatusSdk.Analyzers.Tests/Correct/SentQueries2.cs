using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>Queries, waits and failures.</summary>
internal sealed class SentQueries2(
    GoodShop shop, ITransactionStatusClient client, ITransactionStatusClientFactory clients, ILogger<SentQueries2> logger)
{
    public async Task IgnoreTransientAsync(string id)
    {
        try
        {
            Console.WriteLine(await client.GetStatusAsync(QueryFor(id)));
        }
        catch (TransactionStatusException exception) when (exception.IsTransient)
        {
        }
    }

    public async Task RetryTransientAsync(string id)
    {
        while (true)
        {
            try
            {
                Console.WriteLine(await client.GetStatusAsync(QueryFor(id)));
                return;
            }
            catch (TransactionStatusException exception) when (exception.IsTransient)
            {
                await shop.CheckLaterAsync($"{id} after {exception.RetryAfter}");
            }
        }
    }

    public async Task AskLaterAfterFailureAsync(string id)
    {
        try
        {
            Console.WriteLine(await client.GetStatusAsync(QueryFor(id)));
        }
        catch (TransactionStatusException)
        {
            await shop.CheckLaterAsync(id);
        }
    }

    public async Task RethrowAsOwnAsync(string id)
    {
        try
        {
            Console.WriteLine(await client.GetStatusAsync(QueryFor(id)));
        }
        catch (TransactionStatusException exception)
        {
            throw new InvalidOperationException("The status is not known.", exception);
        }
    }

    public async Task CanceledAsync(string id)
    {
        try
        {
            Console.WriteLine(await client.GetStatusAsync(QueryFor(id)));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    public async Task ShippingFailsAsync(string id)
    {
        try
        {
            await shop.ShipAsync(id);
        }
        catch (InvalidOperationException)
        {
            await shop.CancelOrderAsync(id);
        }
    }

    public async Task RecordFailureAsync(string id)
    {
        try
        {
            Console.WriteLine(await client.GetStatusAsync(QueryFor(id)));
        }
        catch (TransactionStatusException exception)
        {
            shop.Status = exception.Kind.ToString();
        }
    }

    public async Task FactoryAsync(string id)
    {
        var cards = clients.Get("cards");
        Console.WriteLine(await cards.GetStatusAsync(QueryFor(id)));
    }

    public async Task ProviderOwnsClientsAsync()
    {
        await using var provider = new ServiceCollection().BuildServiceProvider();
        Console.WriteLine(provider.GetService<ITransactionStatusClient>());
    }

    public async Task NamesAsync()
    {
        foreach (var name in clients.Names) Console.WriteLine(clients.Get(name).Metadata.Provider);
        await Task.CompletedTask;
    }

    public async Task CapabilitiesAsync()
    {
        if (!client.Metadata.Capabilities.ReportsAmount) logger.LogInformation("no amounts");
        await Task.CompletedTask;
    }

    public async Task BeliefsAsync(string id)
    {
        var belief = StatusRules.Advance(null, await client.GetStatusAsync(QueryFor(id)));
        if (belief is { Verdict: PaymentVerdict.Success }) await shop.ShipAsync(id);
    }

    public async Task ContestedBeliefAsync(string id)
    {
        var belief = StatusRules.Advance(null, await client.GetStatusAsync(QueryFor(id)));
        if (belief is { IsContested: true }) await shop.AddToReviewAsync(id);
    }

    public async Task MinorUnitsAsync(Money amount)
    {
        Console.WriteLine(Money.FromMinorUnits(amount.ToMinorUnits(), amount.Currency));
        await Task.CompletedTask;
    }

    private static TransactionQuery QueryFor(string id) =>
        TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = new Money(125.45m, "EUR") };
}
