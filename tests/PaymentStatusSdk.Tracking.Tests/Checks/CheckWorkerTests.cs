using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>The claims of a check worker, and its commits after a query.</summary>
public sealed class CheckWorkerTests : IAsyncDisposable
{
    private readonly CheckBench _checks = new();

    private Staging.Bench Bench => _checks.Bench;

    public ValueTask DisposeAsync() => _checks.DisposeAsync();

    [Fact]
    public async Task Answer_is_committed_as_the_rules_decide_and_is_measured()
    {
        var claim = _checks.Add(policy: new TrackingPolicy { Schedule = TrackedPayment.Plain });
        var start = Bench.Now;
        Bench.Client.Answer("ORDER-1", PaymentState.Captured);
        var client = new ActingClient(Bench.Client, () =>
        {
            Bench.Time.Advance(TimeSpan.FromSeconds(3));
            return Task.CompletedTask;
        });

        await _checks.Create(client).RunAsync(default);

        Assert.Equal(
            new CheckClaim("cards", 32, start, start.AddMinutes(1)), Bench.Store.CallsOf<CheckClaim>("ClaimChecks")[0]);
        var commit = Assert.Single(_checks.Commits());
        var change = Assert.Single(commit.Changes);
        Assert.Equal(
            (CheckBench.Fence, CheckBench.Wakes, start.AddSeconds(3 + 5)), (commit.Fence, commit.Wakes, commit.DueIfWoken));
        Assert.Equal(new TransactionKeys(null, "ORDER-1", true), commit.Keys);
        Assert.Equal(RowAfter(claim, client.Answered!, start, TrackedPayment.Plain), commit.Transaction);
        Assert.Equal(start.AddSeconds(3), commit.Transaction.LastCheckedAt);
        Assert.Equal((StatusChangeKind.Changed, PaymentState.Captured), (change.Kind, change.Transaction.Belief!.State));
        Assert.Equal(1, _checks.Reported);
        Assert.Equal(new TrackingRunResult { Checks = 1 }, _checks.Tally.ToResult());
        var check = Assert.Single(Bench.Measured.Of(TrackingTelemetry.Checks));
        Assert.Equal("Answered", check.Tags[PaymentStatusTelemetry.OutcomeTag]);
        Assert.Equal(10, Assert.Single(Bench.Measured.Of(TrackingTelemetry.CheckLag)).Value);
        Assert.Equal("Changed", Assert.Single(Bench.Measured.Of(TrackingTelemetry.Changes)).Tags[TrackingTelemetry.KindTag]);
        Assert.Empty(Bench.Logged);
    }

    [Theory]
    [InlineData("policy", 11)]
    [InlineData("options", 12)]
    [InlineData("adapter", 13)]
    public async Task Schedule_is_that_of_the_row_or_of_the_options_or_of_the_adapter(string source, double seconds)
    {
        if (source != "adapter") Bench.Options.Clients["cards"] = new ClientTrackingOptions { Schedule = Retrying(12) };
        var policy = source == "policy" ? new TrackingPolicy { Schedule = Retrying(11) } : null;
        var client = new ScriptedTransactionStatusClient("cards", Bench.Time)
        {
            Capabilities = new GatewayCapabilities { SupportsMerchantReference = true, Tracking = Retrying(13) },
        }.Fail("ORDER-1", TransactionStatusErrorKind.Timeout);
        _checks.Add(policy: policy);

        await _checks.Create(client).RunAsync(default);

        // The delay of the schedule, and half of its jitter.
        Assert.Equal(Bench.Now.AddSeconds(1.25 * seconds), Assert.Single(_checks.Commits()).Transaction.NextCheckAt);
    }

    // The capabilities, the configured number, and the number of rows that the worker claims: twice its concurrency.
    [Theory]
    [InlineData(1, 16, null, 32)]
    [InlineData(1, 1, null, 2)]
    [InlineData(1, 0, null, 2)]
    [InlineData(1, 1_001, null, 2_000)]
    [InlineData(2, 3, null, 24)]
    [InlineData(50, 3, null, 600)]
    [InlineData(50, 3, 7, 14)]
    public async Task Checks_are_as_concurrent_as_the_gateway_accepts_unless_configured(
        int transactions, int exchanges, int? configured, int claimed)
    {
        Bench.Options.Clients["cards"] = new ClientTrackingOptions { MaxConcurrentChecks = configured };
        var client = new ScriptedTransactionStatusClient("cards")
        {
            Capabilities = new GatewayCapabilities { MaxTransactionsPerExchange = transactions, MaxConcurrentExchanges = exchanges },
        };

        await _checks.Create(client).RunAsync(default);

        Assert.Equal(claimed, Bench.Store.CallsOf<CheckClaim>("ClaimChecks")[0].Count);
        var abandoned = Assert.Single(Bench.Metrics.Abandoned);
        Assert.Equal(("check", "cards"), (abandoned.Work, abandoned.ClientName));
        var never = new TaskCompletionSource();
        for (var i = 1; i < Math.Max(16, claimed / 2); i++) abandoned.Add(never.Task, () => { });
        Assert.False(abandoned.IsFull);
        abandoned.Add(never.Task, () => { });
        Assert.True(abandoned.IsFull);
    }

    [Fact]
    public async Task Check_without_an_answer_counts_as_failed()
    {
        _checks.Add();
        Bench.Client.Fail("ORDER-1", TransactionStatusErrorKind.Timeout);

        await _checks.Create().RunAsync(default);

        var commit = Assert.Single(_checks.Commits());
        Assert.Equal((1, TransactionStatusErrorKind.Timeout), (commit.Transaction.CheckCount, commit.Transaction.LastFailure));
        Assert.Equal(new TrackingRunResult { Checks = 1, FailedChecks = 1 }, _checks.Tally.ToResult());
        Assert.Equal(
            "Timeout", Assert.Single(Bench.Measured.Of(TrackingTelemetry.Checks)).Tags[PaymentStatusTelemetry.ErrorTag]);
        Assert.Empty(Bench.Logged);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Exception_that_no_client_may_throw_is_logged_without_its_text_and_counts_as_a_check(bool isArgument, int refusals)
    {
        _checks.Add();
        Bench.Client.Fail(
            "ORDER-1", () => isArgument ? new ArgumentException("canary") : new InvalidOperationException("canary"));

        await _checks.Create().RunAsync(default);

        var row = Assert.Single(_checks.Commits()).Transaction;
        Assert.Equal((1, 1, refusals), (row.CheckCount, row.Progress.Failures, row.Progress.Refusals));
        Assert.Equal(TransactionStatusErrorKind.Unknown, row.LastFailure);
        Assert.Equal([1309], Bench.Logged);
        Assert.DoesNotContain("canary", Bench.LineOf(1309).Message + Bench.LineOf(1309).Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Busy_client_is_paused_and_rows_that_were_claimed_before_are_postponed_without_a_query()
    {
        var client = new ScriptedTransactionStatusClient("cards", Bench.Time)
        {
            Capabilities = new GatewayCapabilities { SupportsMerchantReference = true, MaxConcurrentExchanges = 1 },
        }.Fail("ORDER-1", TransactionStatusErrorKind.Authentication);
        var busy = _checks.Add();
        var postponed = _checks.Add("ORDER-2", 8);

        await _checks.Create(client).RunAsync(default);

        Assert.Equal(TimeSpan.FromMinutes(1), _checks.Throttle.Left);
        Assert.Single(client.Queries);
        var commits = _checks.Commits();
        Assert.Equal(0, commits[0].Transaction.CheckCount);
        Assert.Equal(busy.Transaction.Id, commits[0].Transaction.Id);
        Assert.Equal(Bench.Now.AddMinutes(1), commits[0].Transaction.NextCheckAt);
        Assert.Equal(postponed.Transaction with { NextCheckAt = Bench.Now.AddMinutes(1) }, commits[1].Transaction);
        Assert.Equal(
            (new TransactionKeys(null, "ORDER-2", true), CheckBench.Fence, CheckBench.Wakes, null),
            (commits[1].Keys, commits[1].Fence, commits[1].Wakes, commits[1].DueIfWoken));
        Assert.Empty(commits[1].Changes);
        Assert.Equal([1306], Bench.Logged);
        Assert.Contains("Pause=00:01:00", Bench.LineOf(1306).Values, StringComparison.Ordinal);
        Assert.Equal(1, _checks.Tally.ToResult().Checks);
        // During the pause, nothing is claimed.
        Assert.Single(Bench.Store.CallsOf<CheckClaim>("ClaimChecks"));
    }

    [Fact]
    public async Task Pause_that_several_queries_cause_is_logged_once()
    {
        using var hold = Bench.Client.Hold();
        _checks.Add();
        _checks.Add("ORDER-2", 8);
        foreach (var order in new[] { "ORDER-1", "ORDER-2" })
            Bench.Client.Fail(order, TransactionStatusErrorKind.RateLimited, TimeSpan.FromSeconds(90));

        var running = _checks.Create().RunAsync(default);
        await Bench.Client.WaitForQueriesAsync(2, Ct);
        hold.Release();
        await running;

        Assert.Equal([1306], Bench.Logged);
        var rows = _checks.Commits().Select(commit => commit.Transaction).ToList();
        Assert.Equal([7L, 8L], rows.Select(row => row.Id).Order());
        Assert.All(rows, row => Assert.Equal((0, Bench.Now.AddSeconds(90)), (row.CheckCount, row.NextCheckAt)));
    }

    [Fact]
    public async Task Paused_worker_claims_a_single_row_when_the_pause_is_over()
    {
        using var stop = new CancellationTokenSource();
        _checks.Add();
        Bench.Client.Fail("ORDER-1", TransactionStatusErrorKind.RateLimited, TimeSpan.FromSeconds(90));
        var running = _checks.Create(isPass: false).RunAsync(new StopTokens(stop.Token, default));

        await Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(90), Ct);
        await Bench.Store.WaitForAsync("ClaimChecks", 2, Ct);

        var claim = Bench.Store.CallsOf<CheckClaim>("ClaimChecks")[1];
        Assert.Equal((1, Bench.Now), (claim.Count, claim.Now));
        await stop.CancelAsync();
        await running;
    }

    // A gateway may fail repeatedly for a single transaction.
    [Fact]
    public async Task First_unavailability_counts_as_a_check_and_pauses_nothing()
    {
        _checks.Add();
        Bench.Client.Fail("ORDER-1", TransactionStatusErrorKind.Unavailable);

        await _checks.Create().RunAsync(default);

        Assert.Null(_checks.Throttle.Left);
        var row = Assert.Single(_checks.Commits()).Transaction;
        Assert.Equal(
            (1, 1, 0, TransactionStatusErrorKind.Unavailable),
            (row.CheckCount, row.Progress.Failures, row.Progress.Refusals, row.LastFailure));
        Assert.Empty(Bench.Logged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_an_answer_ends_the_throttling(bool isAnswered)
    {
        var busy = TrackedPayment.Failed(TransactionStatusErrorKind.RateLimited);
        _checks.Throttle.Begin(busy, _checks.Throttle.Epoch, transaction: 1, out _);
        Bench.Time.Advance(TimeSpan.FromSeconds(5));
        _checks.Add();
        if (isAnswered) Bench.Client.NotFound("ORDER-1");
        else Bench.Client.Fail("ORDER-1", TransactionStatusErrorKind.Timeout);

        await _checks.Create().RunAsync(default);

        Assert.Equal(isAnswered ? 5 : 0, _checks.Throttle.Allowed(room: 5, held: 1));
    }

    private static TrackedTransaction RowAfter(
        ClaimedTransaction claim, TransactionStatusResult answer, DateTimeOffset askedAt, TrackingSchedule schedule) =>
        CheckRules.After(
            claim, CheckReport.Of(answer) with { AskedAt = askedAt }, schedule, TimeSpan.Zero, askedAt.AddSeconds(3),
            Staging.Bench.Random).Row;

    private static TrackingSchedule Retrying(double seconds) => new()
    {
        Failure = new PollingSchedule(TimeSpan.FromSeconds(seconds)) { Jitter = 0.5 },
    };
}
