using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>A gateway that accepts no queries: open circuit, rate limit, full queue.</summary>
public sealed class ThrottlingTests : IAsyncDisposable
{
    private const int Rows = 6;
    private const int MaxConcurrent = 4;

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    // The first "unavailable" may be caused by its transaction alone, so one more transaction is queried.
    [Theory]
    [InlineData(TransactionStatusErrorKind.RateLimited, MaxConcurrent, 0)]
    [InlineData(TransactionStatusErrorKind.Unavailable, MaxConcurrent + 1, 1)]
    public async Task Busy_client_is_queried_less_often_and_uses_up_no_attempts(
        TransactionStatusErrorKind kind, int queried, int failures)
    {
        _stage.Client.Fail(ScriptedTransactionStatusClient.AnyOther, kind);
        var holds = Enumerable.Range(0, Rows).ToDictionary(i => $"O{i}", i => _stage.Client.Hold($"O{i}"));
        var worker = await TrackAsync(checkImmediately: true, MaxConcurrent);
        await _stage.Client.WaitForQueriesAsync(MaxConcurrent, Ct);
        holds[_stage.Client.Queries[0].MerchantReference!].Release();
        await _stage.Client.WaitForQueriesAsync(queried, Ct);
        foreach (var hold in holds.Values) hold.Release();
        await _stage.WaitUntilIdleAsync();
        Assert.Equal(queried, _stage.Client.Queries.Count);

        // A minute: the pauses of 5, 10 and 20 seconds end, the pause of 40 seconds does not.
        for (var i = 0; i < 10; i++) await _stage.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(queried + 3, _stage.Client.Queries.Count);
        Assert.Equal(4, worker.Logs.Lines.Count(line => line.EventId.Id == 1306));
        var rows = (await worker.Tracker.ListAsync(new TrackedFilter(), Ct)).Items;
        Assert.All(rows, row => Assert.Equal((0, TrackingStatus.Active), (row.Progress.Step, row.Status)));
        Assert.Equal(failures, rows.Sum(row => row.Progress.Failures));
    }

    [Fact]
    public async Task Retry_after_is_honoured_and_a_single_probe_follows()
    {
        var queried = new Dictionary<int, DateTimeOffset>();
        _stage.Client
            .Fail(ScriptedTransactionStatusClient.AnyOther, TransactionStatusErrorKind.RateLimited, TimeSpan.FromMinutes(3))
            .Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        var worker = await TrackAsync(checkImmediately: true, maxConcurrent: 1);
        await UntilAsync(() => _stage.Client.Queries.Count == 1 && worker.IsIdle, "the first is rejected");

        await _stage.AdvanceAsync(TimeSpan.FromSeconds(170));
        Assert.Single(_stage.Client.Queries);
        using var hold = _stage.Client.Hold();
        await _stage.PollUntilAsync(() => _stage.Client.Queries.Count == 2);

        // During the probe other rows are due, and the worker has room for them.
        var polled = worker.Store.CallsOf("ClaimChanges");
        await _stage.PollUntilAsync(() => worker.Store.CallsOf("ClaimChanges") >= polled + 5);
        Assert.Equal((2, 1), (_stage.Client.Queries.Count, worker.Store.HeldChecks));
        hold.Release();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == Rows);
    }

    [Fact]
    public async Task Answer_to_a_query_sent_before_the_limit_does_not_lift_it()
    {
        _stage.Client.Fail("O0", TransactionStatusErrorKind.RateLimited, TimeSpan.FromMinutes(3)).Answer("O0", PaymentState.Captured);
        _stage.Client.Answer("O1", PaymentState.Captured);
        var worker = await _stage.StartAsync();
        using var slow = _stage.Client.Hold("O1");
        using var limited = _stage.Client.Hold("O0");
        await CheckNowAsync(worker, "O1");
        await CheckNowAsync(worker, "O0");
        await _stage.Client.WaitForQueriesAsync(2, Ct);
        limited.Release();
        await UntilAsync(() => worker.Store.Outcomes.Count == 1, "the limit is noted");
        slow.Release();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);

        _stage.Client.Answer("O2", PaymentState.Captured);
        await CheckNowAsync(worker, "O2");
        await _stage.AdvanceAsync(TimeSpan.FromSeconds(150));

        Assert.Equal(2, _stage.Client.Queries.Count);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 3);
    }

    [Fact]
    public async Task Row_claimed_before_the_pause_is_postponed_without_a_query()
    {
        _stage.Client.Fail(ScriptedTransactionStatusClient.AnyOther, TransactionStatusErrorKind.RateLimited);
        var worker = await TrackAsync(checkImmediately: true, maxConcurrent: 1);

        // Two rows were claimed, the maximum with one concurrent check.
        await UntilAsync(() => worker.Store.Outcomes.Count >= 2, "both are released");

        Assert.Single(_stage.Client.Queries);
        Assert.All((await worker.Tracker.ListAsync(new TrackedFilter(), Ct)).Items, row => Assert.Equal(0, row.CheckCount));
    }

    [Fact]
    public async Task Pause_of_any_requested_length_is_limited_to_an_hour()
    {
        _stage.Client.Fail(
            ScriptedTransactionStatusClient.AnyOther, TransactionStatusErrorKind.RateLimited, TimeSpan.FromSeconds(4_294_967_297));
        await TrackAsync(checkImmediately: true, maxConcurrent: 1);
        await UntilAsync(() => _stage.Client.Queries.Count > 0, "the first query is sent");

        await _stage.AdvanceAsync(TimeSpan.FromMinutes(59));

        Assert.Single(_stage.Client.Queries);
    }

    private async Task<Worker> TrackAsync(bool checkImmediately, int maxConcurrent)
    {
        var first = checkImmediately ? _stage.Now : (DateTimeOffset?)null;
        var web = await _stage.StartAsync(options => options.RunWorker = false);
        for (var i = 0; i < Rows; i++)
            await web.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference($"O{i}") with { SubmittedAt = first }, null, Ct);
        return await _stage.StartAsync(
            options => options.Clients["cards"] = new ClientTrackingOptions { MaxConcurrentChecks = maxConcurrent });
    }

    private static async Task CheckNowAsync(Worker worker, string order)
    {
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(order), null, Ct);
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
    }
}
