using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>A gateway that takes no questions: breaker open, rate limited, queue full.</summary>
public sealed class SlowedDownTests : IAsyncDisposable
{
    private const int Rows = 6;
    private const int AtOnce = 4;

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    // The first "unavailable" may be caused by its transaction alone, so one more transaction is queried.
    [Theory]
    [InlineData(TransactionStatusErrorKind.RateLimited, AtOnce, 0)]
    [InlineData(TransactionStatusErrorKind.Unavailable, AtOnce + 1, 1)]
    public async Task Client_that_is_busy_is_asked_less_and_less_and_no_row_spends_anything(
        TransactionStatusErrorKind kind, int asked, int failures)
    {
        _stage.Client.Fail(ScriptedTransactionStatusClient.AnyOther, kind);
        var holds = Enumerable.Range(0, Rows).ToDictionary(i => $"O{i}", i => _stage.Client.Hold($"O{i}"));
        var worker = await TrackAsync(lookAtOnce: true, AtOnce);
        await _stage.Client.WaitForQueriesAsync(AtOnce, Ct);
        holds[_stage.Client.Queries[0].MerchantReference!].Release();
        await _stage.Client.WaitForQueriesAsync(asked, Ct);
        foreach (var hold in holds.Values) hold.Release();
        await _stage.RestAsync();
        Assert.Equal(asked, _stage.Client.Queries.Count);

        // A minute: the pauses of 5, 10 and 20 seconds end, the pause of 40 seconds does not.
        for (var i = 0; i < 10; i++) await _stage.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(asked + 3, _stage.Client.Queries.Count);
        Assert.Equal(4, worker.Logs.Lines.Count(line => line.EventId.Id == 1306));
        var rows = (await worker.Tracker.ListAsync(new TrackedFilter(), Ct)).Items;
        Assert.All(rows, row => Assert.Equal((0, TrackingStatus.Active), (row.Progress.Step, row.Status)));
        Assert.Equal(failures, rows.Sum(row => row.Progress.Failures));
    }

    [Fact]
    public async Task Retry_after_is_honoured_and_one_question_alone_follows()
    {
        var asked = new Dictionary<int, DateTimeOffset>();
        _stage.Client
            .Fail(ScriptedTransactionStatusClient.AnyOther, TransactionStatusErrorKind.RateLimited, TimeSpan.FromMinutes(3))
            .Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        var worker = await TrackAsync(lookAtOnce: true, atOnce: 1);
        await UntilAsync(() => _stage.Client.Queries.Count == 1 && worker.Store.IsIdle, "the first is refused");

        await _stage.PassAsync(TimeSpan.FromSeconds(170));
        Assert.Single(_stage.Client.Queries);
        using var hold = _stage.Client.Hold();
        await _stage.PollUntilAsync(() => _stage.Client.Queries.Count == 2);

        // While the probe is under way others are due, and there is room for them.
        var polled = worker.Store.CallsOf("ClaimChanges");
        await _stage.PollUntilAsync(() => worker.Store.CallsOf("ClaimChanges") >= polled + 5);
        Assert.Equal((2, 1), (_stage.Client.Queries.Count, worker.Store.LooksHeld));
        hold.Release();
        await _stage.PassUntilAsync(() => _stage.Shop.Taken.Count == Rows);
    }

    [Fact]
    public async Task Answer_that_was_under_way_when_the_limit_struck_does_not_lift_it()
    {
        _stage.Client.Fail("O0", TransactionStatusErrorKind.RateLimited, TimeSpan.FromMinutes(3)).Answer("O0", PaymentState.Captured);
        _stage.Client.Answer("O1", PaymentState.Captured);
        var worker = await _stage.StartAsync();
        using var slow = _stage.Client.Hold("O1");
        using var limited = _stage.Client.Hold("O0");
        await LookAsync(worker, "O1");
        await LookAsync(worker, "O0");
        await _stage.Client.WaitForQueriesAsync(2, Ct);
        limited.Release();
        await UntilAsync(() => worker.Store.Outcomes.Count == 1, "the limit is noted");
        slow.Release();
        await _stage.PassUntilAsync(() => _stage.Shop.Taken.Count == 1);

        _stage.Client.Answer("O2", PaymentState.Captured);
        await LookAsync(worker, "O2");
        await _stage.PassAsync(TimeSpan.FromSeconds(150));

        Assert.Equal(2, _stage.Client.Queries.Count);
        await _stage.PassUntilAsync(() => _stage.Shop.Taken.Count == 3);
    }

    [Fact]
    public async Task Row_that_was_claimed_before_the_pause_is_put_off_unasked()
    {
        _stage.Client.Fail(ScriptedTransactionStatusClient.AnyOther, TransactionStatusErrorKind.RateLimited);
        var worker = await TrackAsync(lookAtOnce: true, atOnce: 1);

        // Two were claimed, as many as are held at once with one look at a time.
        await UntilAsync(() => worker.Store.Outcomes.Count >= 2, "both are given back");

        Assert.Single(_stage.Client.Queries);
        Assert.All((await worker.Tracker.ListAsync(new TrackedFilter(), Ct)).Items, row => Assert.Equal(0, row.CheckCount));
    }

    [Fact]
    public async Task Pause_of_any_length_that_a_gateway_asks_for_is_kept_for_an_hour()
    {
        _stage.Client.Fail(
            ScriptedTransactionStatusClient.AnyOther, TransactionStatusErrorKind.RateLimited, TimeSpan.FromSeconds(4_294_967_297));
        await TrackAsync(lookAtOnce: true, atOnce: 1);
        await UntilAsync(() => _stage.Client.Queries.Count > 0, "the first is asked");

        await _stage.PassAsync(TimeSpan.FromMinutes(59));

        Assert.Single(_stage.Client.Queries);
    }

    private async Task<Worker> TrackAsync(bool lookAtOnce, int atOnce)
    {
        var first = lookAtOnce ? _stage.Now : (DateTimeOffset?)null;
        var web = await _stage.StartAsync(options => options.RunWorker = false);
        for (var i = 0; i < Rows; i++)
            await web.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference($"O{i}") with { SubmittedAt = first }, null, Ct);
        return await _stage.StartAsync(options => options.Clients["cards"] = new ClientTrackingOptions { MaxConcurrentChecks = atOnce });
    }

    private static async Task LookAsync(Worker worker, string order)
    {
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(order), null, Ct);
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
    }
}
