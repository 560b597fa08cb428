using PaymentStatusSdk.Polling;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Polling;

public sealed class WaitTests
{
    private static readonly TransactionQuery Query = TransactionQuery.ByMerchantReference("ORDER-1");
    private static readonly PollingSchedule Schedule = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5))
    {
        MaxDuration = TimeSpan.FromSeconds(10),
    };

    private readonly ManualTimeProvider _clock = new();
    private readonly ScriptedTransactionStatusClient _client;

    public WaitTests() => _client = new ScriptedTransactionStatusClient("cards", _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Immediate_final_answer_is_returned_without_waiting()
    {
        _client.Answer("ORDER-1", PaymentState.Captured);

        var result = await _client.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);

        Assert.Equal(PaymentState.Captured, result.State);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Queries_follow_the_schedule_until_the_answer_is_final()
    {
        _client.Answer("ORDER-1", PaymentState.Pending, PaymentState.Failed, PaymentState.Captured);

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);
        await PassAsync(2, 5);

        Assert.Equal(PaymentState.Captured, (await waiting).State);
        Assert.Equal(3, _client.Queries.Count);
    }

    [Fact]
    public async Task Default_schedule_is_used_when_none_is_given()
    {
        _client.Answer("ORDER-1", PaymentState.Pending);

        var waiting = _client.WaitForFinalStatusAsync(Query, timeProvider: _clock, cancellationToken: Cancel);
        await PassAsync(1, 2, 4, 8, 15, 15, 15, 15, 15, 15, 15);

        // 1 + 2 + 4 + 8 + 7 x 15 equals two minutes.
        Assert.Equal(PaymentState.Pending, (await waiting).State);
        Assert.Equal(12, _client.Queries.Count);
    }

    [Fact]
    public async Task Last_delay_is_shortened_to_the_end_and_the_last_observation_is_returned()
    {
        _client.Answer("ORDER-1", PaymentState.Pending, PaymentState.ActionRequired, PaymentState.Pending, PaymentState.Authorized);

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);
        await PassAsync(2, 5, 3);

        var result = await waiting;
        Assert.Equal((PaymentState.Authorized, Finality.Open), (result.State, result.Finality));
        Assert.Equal(4, _client.Queries.Count);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Duration_of_a_query_counts()
    {
        var slow = new ScriptedTransactionStatusClient("cards", _clock) { AnswerDelay = TimeSpan.FromSeconds(9) }
            .Answer("ORDER-1", PaymentState.Pending);

        var waiting = slow.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);
        await PassAsync(9, 1, 9);

        Assert.Equal(PaymentState.Pending, (await waiting).State);
        Assert.Equal(2, slow.Queries.Count);
    }

    [Fact]
    public async Task Condition_receives_every_result_and_ends_the_wait()
    {
        _client.NotFound("ORDER-1").Answer("ORDER-1", PaymentState.Pending, PaymentState.Authorized, PaymentState.Captured);
        var seen = new List<LookupOutcome>();

        var waiting = _client.WaitForAsync(Query, Until, Schedule, _clock, Cancel);
        await PassAsync(2, 5);

        Assert.Equal(PaymentState.Authorized, (await waiting).State);
        Assert.Equal([LookupOutcome.NotFound, LookupOutcome.Answered, LookupOutcome.Answered], seen);

        bool Until(TransactionStatusResult result)
        {
            seen.Add(result.Outcome);
            return result.State == PaymentState.Authorized;
        }
    }

    [Fact]
    public async Task Transient_failure_is_skipped()
    {
        _client.Fail("ORDER-1", TransactionStatusErrorKind.Timeout).Answer("ORDER-1", PaymentState.Captured);

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);
        await PassAsync(2);

        Assert.Equal(PaymentState.Captured, (await waiting).State);
    }

    [Fact]
    public async Task Longer_retry_after_is_honored_and_a_shorter_one_is_not()
    {
        _client
            .Fail("ORDER-1", TransactionStatusErrorKind.RateLimited, TimeSpan.FromSeconds(4))
            .Fail("ORDER-1", TransactionStatusErrorKind.RateLimited, TimeSpan.FromSeconds(1))
            .Answer("ORDER-1", PaymentState.Captured);

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);
        await PassAsync(4, 5);

        Assert.Equal(PaymentState.Captured, (await waiting).State);
    }

    [Fact]
    public async Task Retry_after_beyond_the_end_ends_the_wait_immediately()
    {
        _client.Answer("ORDER-1", PaymentState.Pending).Fail("ORDER-1", TransactionStatusErrorKind.RateLimited, TimeSpan.FromSeconds(60));

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);
        await PassAsync(2);

        Assert.Equal(PaymentState.Pending, (await waiting).State);
        Assert.Equal(2, _client.Queries.Count);
    }

    [Fact]
    public async Task Retry_after_is_honored_also_without_an_end()
    {
        _client.Fail("ORDER-1", TransactionStatusErrorKind.RateLimited, TimeSpan.MaxValue).Answer("ORDER-1", PaymentState.Captured);

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule with { MaxDuration = null }, _clock, Cancel);
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromDays(1), Cancel);

        Assert.Equal(PaymentState.Captured, (await waiting).State);
    }

    [Fact]
    public async Task Timeout_without_an_observation_throws_the_last_failure()
    {
        _client
            .Fail("ORDER-1", TransactionStatusErrorKind.Timeout)
            .Fail("ORDER-1", TransactionStatusErrorKind.Transport)
            .Fail("ORDER-1", TransactionStatusErrorKind.Unavailable);

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);
        await PassAsync(2, 5, 3);

        var error = await Assert.ThrowsAsync<TransactionStatusException>(() => waiting);
        Assert.Equal(TransactionStatusErrorKind.Unavailable, error.Kind);
        Assert.Equal(4, _client.Queries.Count);
    }

    [Fact]
    public async Task Observation_is_returned_despite_later_failures()
    {
        _client.Answer("ORDER-1", PaymentState.Pending).Fail("ORDER-1", TransactionStatusErrorKind.Timeout);

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);
        await PassAsync(2, 5, 3);

        Assert.Equal(PaymentState.Pending, (await waiting).State);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Authentication)]
    [InlineData(TransactionStatusErrorKind.Rejected)]
    [InlineData(TransactionStatusErrorKind.Configuration)]
    public async Task Permanent_failure_is_thrown(TransactionStatusErrorKind kind)
    {
        _client.Answer("ORDER-1", PaymentState.Pending).Fail("ORDER-1", kind);

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule, _clock, Cancel);
        await PassAsync(2);

        Assert.Equal(kind, (await Assert.ThrowsAsync<TransactionStatusException>(() => waiting)).Kind);
    }

    [Fact]
    public async Task Cancellation_while_waiting_carries_the_callers_token()
    {
        _client.Answer("ORDER-1", PaymentState.Pending);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var waiting = _client.WaitForFinalStatusAsync(Query, Schedule, _clock, cancel.Token);
        await _clock.WaitForTimerAsync(cancellationToken: Cancel);
        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting)).CancellationToken);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Cancellation_of_a_query_carries_the_callers_token_even_when_the_client_links_it()
    {
        _client.Answer("ORDER-1", PaymentState.Pending);
        using var hold = _client.Hold();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var waiting = new LinkingClient(_client).WaitForFinalStatusAsync(Query, Schedule, _clock, cancel.Token);
        await _client.WaitForQueriesAsync(1, Cancel);
        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting)).CancellationToken);
    }

    [Fact]
    public async Task Canceled_token_sends_no_query()
    {
        _client.Answer("ORDER-1", PaymentState.Captured);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new DeafClient(_client).WaitForFinalStatusAsync(Query, Schedule, _clock, new CancellationToken(canceled: true)));
        Assert.Empty(_client.Queries);
    }

    [Fact]
    public async Task Invalid_arguments_are_rejected()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("query", () => _client.WaitForFinalStatusAsync(null!, cancellationToken: Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>("until", () => _client.WaitForAsync(Query, null!, cancellationToken: Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "client", () => default(ITransactionStatusClient)!.WaitForFinalStatusAsync(Query, cancellationToken: Cancel));
        Assert.Throws<ArgumentNullException>("query", () => _client.WatchAsync(null!, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Jitter_uses_the_given_random_source()
    {
        _client.Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured);
        var loop = new PollingLoop(_client, Query, Schedule with { Jitter = 1 }, _clock, () => 0.5);

        var waiting = TransactionStatusClientExtensions.WaitAsync(loop, result => result.Finality == Finality.Final, Cancel);
        await PassAsync(3);

        Assert.Equal(PaymentState.Captured, (await waiting).State);
    }

    private async Task PassAsync(params int[] seconds)
    {
        foreach (var wait in seconds) await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(wait), Cancel);
    }

    private sealed class LinkingClient(ITransactionStatusClient inner) : DelegatingTransactionStatusClient(inner)
    {
        public override async Task<TransactionStatusResult> GetStatusAsync(
            TransactionQuery query, CancellationToken cancellationToken = default)
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            return await Inner.GetStatusAsync(query, linked.Token);
        }
    }

    /// <summary>Ignores the cancellation token.</summary>
    private sealed class DeafClient(ITransactionStatusClient inner) : DelegatingTransactionStatusClient(inner)
    {
        public override Task<TransactionStatusResult> GetStatusAsync(
            TransactionQuery query, CancellationToken cancellationToken = default) =>
            Inner.GetStatusAsync(query, CancellationToken.None);
    }
}
