namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>Asks all questions, a few at a time, and shows the answers.</summary>
internal static class AskScreen
{
    public static async Task<bool> RunAsync(ITransactionStatusClientFactory factory)
    {
        var lookups = new Dictionary<TransactionQuery, TransactionStatusLookup>();
        foreach (var gateway in Questions.All.GroupBy(question => question.Gateway))
        {
            await foreach (var lookup in factory.Get(gateway.Key).GetStatusesAsync(gateway.Select(question => question.Query)))
                lookups[lookup.Query] = lookup;
        }

        var table = new StatusTable();
        var allAsExpected = true;
        foreach (var question in Questions.All)
        {
            var lookup = lookups[question.Query];
            allAsExpected &= lookup.Result is { } result && question.IsAnsweredBy(result);
            table.Add(question.Gateway, lookup);
        }

        table.Show();
        return allAsExpected;
    }
}
