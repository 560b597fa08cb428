using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Polling;

/// <summary>The stream of many queries: long sources, and sources that end by cancellation.</summary>
public sealed class LookupStreamTests
{
    private readonly ScriptedTransactionStatusClient _client = new("cards");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_query_has_an_outcome_when_hundreds_complete_immediately()
    {
        _client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        var queries = Enumerable.Range(1, 300).Select(i => TransactionQuery.ByMerchantReference($"ORDER-{i}"));

        var lookups = await CollectAsync(_client.GetStatusesAsync(queries, cancellationToken: Cancel));

        Assert.Equal(300, lookups.Select(lookup => lookup.Query.MerchantReference).Distinct(StringComparer.Ordinal).Count());
        Assert.All(lookups, lookup => Assert.True(lookup.HasResult));
    }

    [Fact]
    public async Task Source_that_cancels_itself_ends_the_stream_with_its_own_exception()
    {
        _client.Answer("ORDER-1", PaymentState.Captured);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => CollectAsync(_client.GetStatusesAsync(Source(), cancellationToken: Cancel)));

        Assert.Equal(("The source stopped.", CancellationToken.None), (error.Message, error.CancellationToken));

        static IEnumerable<TransactionQuery> Source()
        {
            yield return TransactionQuery.ByMerchantReference("ORDER-1");
            throw new OperationCanceledException("The source stopped.");
        }
    }

    [Fact]
    public async Task Cancellation_carries_the_callers_token_even_when_the_source_ends_first_with_its_own()
    {
        _client.Answer("ORDER-1", PaymentState.Captured);
        var end = new TaskCompletionSource();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        await using var stream = _client.GetStatusesAsync(EndingAsync(end.Task), cancellationToken: cancel.Token)
            .GetAsyncEnumerator(cancel.Token);
        Assert.True(await stream.MoveNextAsync());
        var next = stream.MoveNextAsync().AsTask();
        // The callback that is registered last runs first.
        await using var registration = cancel.Token.Register(
            () => end.SetException(new OperationCanceledException("The source stopped.")));
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    private static async IAsyncEnumerable<TransactionQuery> EndingAsync(Task end)
    {
        yield return TransactionQuery.ByMerchantReference("ORDER-1");
        await end.ConfigureAwait(false);
    }

    private static async Task<List<TransactionStatusLookup>> CollectAsync(IAsyncEnumerable<TransactionStatusLookup> stream)
    {
        var lookups = new List<TransactionStatusLookup>();
        await foreach (var lookup in stream) lookups.Add(lookup);
        return lookups;
    }
}
