using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>Queries, waits and failures.</summary>
internal sealed class SentQueries1(GoodShop shop, ITransactionStatusClient client, ILogger<SentQueries1> logger)
{
    public async Task QueryWithAmountAsync(string id, Money amount)
    {
        var query = TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = amount };
        var answer = await client.GetStatusAsync(query);
        if (answer.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
    }

    public async Task QueryToShowAsync(string id)
    {
        var answer = await client.GetStatusAsync(TransactionQuery.ByMerchantReference(id));
        Console.WriteLine(answer.Verdict);
    }

    public async Task QueryByGatewayAsync(string id, Money amount)
    {
        var answer = await client.GetStatusAsync(TransactionQuery.ByGatewayReference(id) with
        {
            ExpectedAmount = amount,
            ExpectedMerchantReference = id,
        });
        if (answer.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
    }

    public async Task QueryWithInitializerAsync(string id, Money amount)
    {
        var query = new TransactionQuery { MerchantReference = id, ExpectedAmount = amount };
        if ((await client.GetStatusAsync(query)).Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
    }

    public async Task CompareByHandAsync(string id, Money amount)
    {
        var answer = await client.GetStatusAsync(TransactionQuery.ByMerchantReference(id));
        if (answer.Verdict == PaymentVerdict.Success && answer.Amount == amount) await shop.ShipAsync(id);
    }

    public async Task BuildElsewhereAsync(string id)
    {
        var answer = await client.GetStatusAsync(QueryFor(id));
        if (answer.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
    }

    public async Task LaterAmountAsync(string id, Money amount)
    {
        var query = TransactionQuery.ByMerchantReference(id);
        if (amount.Amount > 0) query = query with { ExpectedAmount = amount };
        if ((await client.GetStatusAsync(query)).Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
    }

    public async Task WaitForFinalAsync(string id, Money amount)
    {
        var query = TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = amount };
        var last = await client.WaitForFinalStatusAsync(query);
        if (last is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.CancelOrderAsync(id);
    }

    public async Task WaitInWorkerAsync(string id, Money amount)
    {
        var query = TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = amount };
        var last = await client.WaitForFinalStatusAsync(query, new PollingSchedule(TimeSpan.FromSeconds(10)));
        if (last.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
    }

    public async Task WaitForAuthorizationAsync(string id)
    {
        var last = await client.WaitForAsync(QueryFor(id), one => one.State is PaymentState.Authorized or PaymentState.Captured);
        Console.WriteLine(last);
    }

    public async Task WatchAsync(string id)
    {
        await foreach (var change in client.WatchAsync(QueryFor(id))) Console.WriteLine(change);
    }

    public async Task ManyAsync(string id)
    {
        await foreach (var lookup in client.GetStatusesAsync([QueryFor(id)]))
        {
            if (lookup.Result is { Verdict: PaymentVerdict.Success }) await shop.ShipAsync(id);
        }
    }

    public async Task ManyWithFailuresAsync(string id)
    {
        await foreach (var lookup in client.GetStatusesAsync([QueryFor(id)]))
        {
            if (!lookup.HasResult) await shop.CheckLaterAsync(id);
            else if (lookup.Result.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        }
    }

    public async Task LogFailedQueryAsync(string id)
    {
        try
        {
            Console.WriteLine(await client.GetStatusAsync(QueryFor(id)));
        }
        catch (TransactionStatusException exception)
        {
            logger.LogWarning(exception, "Not known yet");
        }
    }

    private static TransactionQuery QueryFor(string id) =>
        TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = new Money(125.45m, "EUR") };
}
