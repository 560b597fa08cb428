namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>Queries all transactions, a few at a time, and shows the results.</summary>
internal static class QueryScreen
{
    public static async Task<bool> RunAsync(ITransactionStatusClientFactory factory)
    {
        var lookups = new Dictionary<TransactionQuery, TransactionStatusLookup>();
        foreach (var gateway in SampleQueries.All.GroupBy(sample => sample.Gateway))
        {
            await foreach (var lookup in factory.Get(gateway.Key).GetStatusesAsync(gateway.Select(sample => sample.Query)))
                lookups[lookup.Query] = lookup;
        }

        var table = new StatusTable();
        var allAsExpected = true;
        foreach (var sample in SampleQueries.All)
        {
            var lookup = lookups[sample.Query];
            allAsExpected &= lookup.Result is { } result && sample.IsAnsweredBy(result);
            table.Add(sample.Gateway, lookup);
        }

        table.Show();
        return allAsExpected;
    }
}
