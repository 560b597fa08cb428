using System.Runtime.CompilerServices;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Polling;

public sealed class GetStatusesTests
{
    private readonly ScriptedTransactionStatusClient _client = new("cards");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_query_gets_its_own_outcome_and_no_failure_affects_the_others()
    {
        var both = TransactionQuery.ByGatewayReference("G1") with { MerchantReference = "ORDER-4" };
        _client
            .Answer("ORDER-1", PaymentState.Captured)
            .Fail("ORDER-2", TransactionStatusErrorKind.Timeout)
            .NotFound("ORDER-3")
            .Fail("ORDER-5", () => new OperationCanceledException("not by the caller"));

        var lookups = await CollectAsync(_client.GetStatusesAsync([.. Queries(1, 3), both, .. Queries(5, 1)], cancellationToken: Cancel));

        var byId = lookups.ToDictionary(lookup => lookup.Query.MerchantReference!);
        Assert.Equal((true, PaymentState.Captured), (byId["ORDER-1"].HasResult, byId["ORDER-1"].Result?.State));
        Assert.Equal(TransactionStatusErrorKind.Timeout, Assert.IsType<TransactionStatusException>(byId["ORDER-2"].Exception).Kind);
        Assert.Equal(LookupOutcome.NotFound, byId["ORDER-3"].Result?.Outcome);
        Assert.IsType<ArgumentException>(byId["ORDER-4"].Exception);
        Assert.IsType<OperationCanceledException>(byId["ORDER-5"].Exception);
        Assert.Equal(5, lookups.Count);
        Assert.All(lookups, lookup => Assert.NotEqual(lookup.Result is null, lookup.Exception is null));
        Assert.Equal(
            ["- ORDER-2: Timeout", "cards - ORDER-1: Answered Captured Final"],
            new[] { byId["ORDER-2"].ToString(), byId["ORDER-1"].ToString() });
    }

    [Fact]
    public async Task Outcomes_are_returned_in_the_order_of_completion()
    {
        _client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        using var first = _client.Hold("ORDER-1");

        await using var stream = _client.GetStatusesAsync(Queries(1, 3), cancellationToken: Cancel).GetAsyncEnumerator(Cancel);

        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("ORDER-2", stream.Current.Query.MerchantReference);
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("ORDER-3", stream.Current.Query.MerchantReference);
        first.Release();
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("ORDER-1", stream.Current.Query.MerchantReference);
        Assert.False(await stream.MoveNextAsync());
    }

    [Fact]
    public async Task No_more_queries_than_the_limit_run_concurrently()
    {
        _client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        using var hold = _client.Hold();
        var counting = new CountingClient(_client);

        var collecting = CollectAsync(counting.GetStatusesAsync(Queries(1, 200), maxConcurrency: 7, Cancel));
        await _client.WaitForQueriesAsync(7, Cancel);
        hold.Release();
        var lookups = await collecting;

        Assert.Equal(200, lookups.Select(lookup => lookup.Query).Distinct().Count());
        Assert.Equal(7, counting.Peak);
    }

    [Fact]
    public async Task Limit_may_be_the_largest_integer()
    {
        _client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);

        var lookups = await CollectAsync(new CountingClient(_client).GetStatusesAsync(Queries(1, 500), int.MaxValue, Cancel));

        Assert.Equal(500, lookups.Count);
    }

    [Fact]
    public async Task Source_is_read_ahead_by_no_more_than_the_limit()
    {
        _client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        var read = 0;

        await using var stream = _client.GetStatusesAsync(Endless(), maxConcurrency: 3, Cancel).GetAsyncEnumerator(Cancel);
        for (var count = 1; count <= 20; count++)
        {
            Assert.True(await stream.MoveNextAsync());
            Assert.InRange(Volatile.Read(ref read), count, count + 3);
        }

        IEnumerable<TransactionQuery> Endless()
        {
            while (true) yield return TransactionQuery.ByMerchantReference($"ORDER-{Interlocked.Increment(ref read)}");
        }
    }

    [Fact]
    public async Task Slow_source_does_not_delay_outcomes()
    {
        _client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        var more = new TaskCompletionSource();

        await using var stream = _client.GetStatusesAsync(Slow(Cancel), cancellationToken: Cancel).GetAsyncEnumerator(Cancel);

        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("ORDER-1", stream.Current.Query.MerchantReference);
        more.SetResult();
        Assert.True(await stream.MoveNextAsync());
        Assert.False(await stream.MoveNextAsync());

        async IAsyncEnumerable<TransactionQuery> Slow([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return TransactionQuery.ByMerchantReference("ORDER-1");
            await more.Task.WaitAsync(cancellationToken);
            yield return TransactionQuery.ByMerchantReference("ORDER-2");
        }
    }

    [Fact]
    public async Task Early_disposal_cancels_the_remaining_queries_and_waits_for_them()
    {
        _client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        using var hold = _client.Hold("ORDER-2");
        var counting = new CountingClient(_client);
        var sourceDisposed = false;

        await foreach (var lookup in counting.GetStatusesAsync(Source(), maxConcurrency: 2, Cancel))
        {
            if (lookup.Query.MerchantReference == "ORDER-3") break;
        }

        Assert.Equal(0, counting.Running);
        // The held query, and perhaps the query in the free slot.
        Assert.InRange(counting.Canceled, 1, 2);
        Assert.True(sourceDisposed);

        IEnumerable<TransactionQuery> Source()
        {
            try
            {
                for (var i = 1; ; i++) yield return TransactionQuery.ByMerchantReference($"ORDER-{i}");
            }
            finally
            {
                sourceDisposed = true;
            }
        }
    }

    [Fact]
    public async Task Cancellation_ends_the_stream_with_the_callers_token()
    {
        _client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        using var hold = _client.Hold();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var counting = new CountingClient(_client);

        var collecting = CollectAsync(counting.GetStatusesAsync(Queries(1, 10), 4, cancel.Token));
        await _client.WaitForQueriesAsync(4, Cancel);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collecting);
        Assert.Equal(cancel.Token, error.CancellationToken);
        Assert.Equal((0, 4), (counting.Running, counting.Canceled));
        Assert.Equal(4, _client.Queries.Count);
    }

    [Fact]
    public async Task Failing_source_ends_the_stream_after_the_outcomes_of_its_queries()
    {
        _client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        var lookups = new List<TransactionStatusLookup>();

        var error = await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var lookup in _client.GetStatusesAsync(Source(), cancellationToken: Cancel)) lookups.Add(lookup);
        });

        Assert.Equal("row 3", error.Message);
        Assert.Equal(2, lookups.Count);

        static IEnumerable<TransactionQuery> Source()
        {
            foreach (var query in Queries(1, 2)) yield return query;
            throw new FormatException("row 3");
        }
    }

    [Fact]
    public async Task Null_among_the_queries_ends_the_stream()
    {
        _client.Answer("ORDER-1", PaymentState.Captured);

        await Assert.ThrowsAsync<ArgumentException>(
            () => CollectAsync(_client.GetStatusesAsync([.. Queries(1, 1), null!], cancellationToken: Cancel)));
        Assert.Single(_client.Queries);
    }

    [Fact]
    public async Task Stream_can_be_read_twice_and_queries_again()
    {
        _client.Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured);
        var stream = _client.GetStatusesAsync(Queries(1, 1), cancellationToken: Cancel);

        Assert.Equal(PaymentState.Pending, Assert.Single(await CollectAsync(stream)).Result?.State);
        Assert.Equal(PaymentState.Captured, Assert.Single(await CollectAsync(stream)).Result?.State);
    }

    [Fact]
    public async Task Source_without_queries_gives_an_empty_stream()
    {
        Assert.Empty(await CollectAsync(_client.GetStatusesAsync(Queries(1, 0), cancellationToken: Cancel)));
    }

    [Fact]
    public void Invalid_arguments_are_rejected_immediately()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            "maxConcurrency", () => _client.GetStatusesAsync(Queries(1, 1), maxConcurrency: 0, Cancel));
        Assert.Throws<ArgumentNullException>(
            "queries", () => _client.GetStatusesAsync(default(IEnumerable<TransactionQuery>)!, cancellationToken: Cancel));
        Assert.Throws<ArgumentNullException>(
            "client", () => default(ITransactionStatusClient)!.GetStatusesAsync(Queries(1, 1), cancellationToken: Cancel));
    }

    private static IEnumerable<TransactionQuery> Queries(int first, int count) =>
        Enumerable.Range(first, count).Select(i => TransactionQuery.ByMerchantReference($"ORDER-{i}"));

    private static async Task<List<TransactionStatusLookup>> CollectAsync(IAsyncEnumerable<TransactionStatusLookup> stream)
    {
        var lookups = new List<TransactionStatusLookup>();
        await foreach (var lookup in stream) lookups.Add(lookup);
        return lookups;
    }

    /// <summary>Counts the running queries and makes each query asynchronous.</summary>
    private sealed class CountingClient(ITransactionStatusClient inner) : DelegatingTransactionStatusClient(inner)
    {
        private readonly Lock _lock = new();

        public int Running { get; private set; }

        public int Peak { get; private set; }

        public int Canceled { get; private set; }

        public override async Task<TransactionStatusResult> GetStatusAsync(
            TransactionQuery query, CancellationToken cancellationToken = default)
        {
            lock (_lock) Peak = Math.Max(Peak, ++Running);
            try
            {
                await Task.Yield();
                return await Inner.GetStatusAsync(query, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                lock (_lock) Canceled++;
                throw;
            }
            finally
            {
                lock (_lock) Running--;
            }
        }
    }
}
