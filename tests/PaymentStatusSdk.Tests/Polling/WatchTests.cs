using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Polling;

public sealed class WatchTests
{
    private static readonly TransactionQuery Query = TransactionQuery.ByMerchantReference("ORDER-1");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly PollingSchedule Schedule = new(Second);

    private readonly ManualTimeProvider _clock = new();
    private readonly ScriptedTransactionStatusClient _client;

    public WatchTests() => _client = new ScriptedTransactionStatusClient("cards", _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_returns_the_first_answer_and_each_change_and_ends_with_the_final_one()
    {
        _client.Answer(
            "ORDER-1", PaymentState.Pending, PaymentState.Pending, PaymentState.Authorized, PaymentState.Authorized, PaymentState.Captured);

        var watching = CollectAsync(Schedule);
        await PassAsync(4);

        Assert.Equal(
            [PaymentState.Pending, PaymentState.Authorized, PaymentState.Captured], (await watching).Select(result => result.State));
        Assert.Equal(5, _client.Queries.Count);
    }

    [Fact]
    public async Task Watch_ends_at_its_timeout()
    {
        _client.Answer("ORDER-1", PaymentState.Pending);

        var watching = CollectAsync(Schedule with { MaxDuration = 3 * Second });
        await PassAsync(3);

        Assert.Single(await watching);
        Assert.Equal(4, _client.Queries.Count);
    }

    [Fact]
    public async Task Transient_failure_is_skipped_and_is_no_change()
    {
        _client
            .Answer("ORDER-1", PaymentState.Pending)
            .Fail("ORDER-1", TransactionStatusErrorKind.Timeout)
            .Answer("ORDER-1", PaymentState.Pending, PaymentState.Declined);

        var watching = CollectAsync(Schedule);
        await PassAsync(3);

        Assert.Equal([PaymentState.Pending, PaymentState.Declined], (await watching).Select(result => result.State));
    }

    [Fact]
    public async Task Permanent_failure_is_thrown()
    {
        _client.Answer("ORDER-1", PaymentState.Pending).Fail("ORDER-1", TransactionStatusErrorKind.Authentication);

        var watching = CollectAsync(Schedule);
        await PassAsync(1);

        await Assert.ThrowsAsync<TransactionStatusException>(() => watching);
    }

    [Fact]
    public async Task Timeout_without_an_observation_throws_the_last_failure()
    {
        _client.Fail("ORDER-1", TransactionStatusErrorKind.Timeout);

        var watching = CollectAsync(Schedule with { MaxDuration = Second });
        await PassAsync(1);

        await Assert.ThrowsAsync<TransactionStatusException>(() => watching);
    }

    [Fact]
    public async Task Cancellation_by_either_token_ends_the_watching()
    {
        _client.Answer("ORDER-1", PaymentState.Pending);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        await using var watch = _client.WatchAsync(Query, Schedule, _clock, new CancellationToken(canceled: false))
            .GetAsyncEnumerator(cancel.Token);
        Assert.True(await watch.MoveNextAsync());
        var next = watch.MoveNextAsync().AsTask();
        await _clock.WaitForTimerAsync(cancellationToken: Cancel);
        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next)).CancellationToken);
    }

    [Fact]
    public async Task No_query_is_sent_while_the_consumer_is_busy_or_gone()
    {
        _client.Answer("ORDER-1", PaymentState.Pending, PaymentState.Authorized);

        await foreach (var result in _client.WatchAsync(Query, Schedule, _clock, Cancel))
        {
            _clock.Advance(10 * Second);
            Assert.Equal(PaymentState.Pending, result.State);
            break;
        }

        Assert.Single(_client.Queries);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    private async Task<List<TransactionStatusResult>> CollectAsync(PollingSchedule schedule)
    {
        var results = new List<TransactionStatusResult>();
        await foreach (var result in _client.WatchAsync(Query, schedule, _clock, Cancel)) results.Add(result);
        return results;
    }

    private async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++) await _clock.AdvanceWhenScheduledAsync(Second, Cancel);
    }
}
