using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public sealed class TrackingTests : IAsyncDisposable
{
    private static readonly TransactionQuery Order = TransactionQuery.ByMerchantReference("O1") with { Kind = TransactionKind.Purchase };

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Transaction_is_tracked_to_its_end_and_changes_are_delivered_to_every_handler_in_order()
    {
        _stage.Client.NotFound("O1").Answer("O1", PaymentState.Pending, PaymentState.Authorized, PaymentState.Captured);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        Assert.Empty(_stage.Client.Queries);

        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 3 && _stage.Ledger.Handled.Count == 3);

        foreach (var delivered in new[] { _stage.Shop.Handled, _stage.Ledger.Handled })
        {
            Assert.Equal([1L, 2L, 3L], delivered.Select(change => change.Sequence));
            Assert.Equal(
                [PaymentState.Pending, PaymentState.Authorized, PaymentState.Captured],
                delivered.Select(change => change.Transaction.Belief!.State));
            Assert.Equal(
                [PaymentState.Unknown, PaymentState.Pending, PaymentState.Authorized], delivered.Select(change => change.PreviousState));
            Assert.All(delivered, change => Assert.Equal((row.Id, change.Sequence), (change.Transaction.Id, change.Transaction.Sequence)));
        }

        var completed = (await worker.Tracker.GetAsync(row.Id, Ct))!;
        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Success, 3L), (completed.Status, completed.Verdict, completed.Sequence));
        Assert.Equal(4, _stage.Client.Queries.Count);
        Assert.Equal(completed, _stage.Shop.Handled.Last().Transaction);
        await _stage.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Equal(4, _stage.Client.Queries.Count);
    }

    [Fact]
    public async Task Checks_follow_the_schedule()
    {
        _stage.Client.Answer("O1", PaymentState.Pending);
        var worker = await _stage.StartAsync(options => options.Clients["cards"] = new ClientTrackingOptions
        {
            Schedule = new TrackingSchedule { Open = new PollingSchedule(TimeSpan.FromMinutes(1), TimeSpan.FromHours(2)) },
        });
        await worker.Tracker.TrackAsync("cards", Order, null, Ct);

        await _stage.AdvanceAsync(TimeSpan.FromSeconds(55));
        Assert.Empty(_stage.Client.Queries);
        await _stage.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Single(_stage.Client.Queries);
        // The first answer was a change.
        await _stage.AdvanceAsync(TimeSpan.FromSeconds(61));
        Assert.Equal(2, _stage.Client.Queries.Count);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(115));
        Assert.Equal(2, _stage.Client.Queries.Count);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(3, _stage.Client.Queries.Count);
    }

    [Fact]
    public async Task Same_transaction_tracked_twice_is_checked_once()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var worker = await _stage.StartAsync();
        var rows = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => worker.Tracker.TrackAsync("cards", Order, null, Ct)));

        await _stage.AdvanceUntilAsync(() => !_stage.Shop.Handled.IsEmpty);
        await _stage.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Single(rows.Select(row => row.Id).Distinct());
        Assert.Single(_stage.Client.Queries);
        Assert.Single(_stage.Shop.Handled);
    }

    [Fact]
    public async Task Other_gateway_reference_under_the_same_order_is_another_transaction()
    {
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order with { ExpectedGatewayReference = "g-1" }, null, Ct);

        var other = await worker.Tracker.TrackAsync("cards", Order with { ExpectedGatewayReference = "g-2" }, null, Ct);

        Assert.NotEqual(row.Id, other.Id);
        Assert.Equal(row, await worker.Tracker.FindAsync("cards", Order with { ExpectedGatewayReference = "g-1" }, Ct));
        Assert.Equal(row, await worker.Tracker.GetAsync(row.Id, Ct));
    }

    [Fact]
    public async Task Second_attempt_under_one_order_is_reported_paid_and_keeps_the_first_as_history()
    {
        _stage.Client.Answer("O1", Answer(PaymentState.Declined) with { Kind = TransactionKind.Purchase });
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order with { Kind = TransactionKind.Purchase }, null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);

        var again = await worker.Tracker.TrackAsync("cards", Order with { Kind = TransactionKind.Purchase }, null, Ct);
        Assert.Equal((row.Id, PaymentVerdict.Unknown, null), (again.Id, again.Verdict, again.GatewayReference));
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(PaymentVerdict.Unknown, (await worker.Tracker.GetAsync(row.Id, Ct))!.Verdict);
        _stage.Client.Answer("O1", Answer(PaymentState.Captured) with { Kind = TransactionKind.Purchase, GatewayReference = "g-2" });
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 2);

        var paid = _stage.Shop.Handled.Last();
        Assert.Equal(
            (StatusChangeKind.Changed, PaymentVerdict.Success, "g-2"),
            (paid.Kind, paid.Transaction.Verdict, paid.Transaction.GatewayReference));
        Assert.Equal("g-1", Assert.Single(paid.Transaction.EarlierAttempts).GatewayReference);
        Assert.Equal("g-2", (await worker.Tracker.FindAsync("cards", TransactionQuery.ByGatewayReference("g-2"), Ct))?.GatewayReference);
        Assert.Null(await worker.Tracker.FindAsync("cards", TransactionQuery.ByGatewayReference("g-1"), Ct));
    }

    [Theory]
    [InlineData("g-1", null)]
    [InlineData(null, "O1")]
    [InlineData("g-1", "O1")]
    public async Task Notification_by_either_reference_brings_the_check_forward(string? gatewayReference, string? merchantReference)
    {
        _stage.Client.Answer("O1", Answer(PaymentState.Pending), Answer(PaymentState.Captured));
        var worker = await _stage.StartAsync();
        await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
        var before = _stage.Now;

        await worker.NotifyAsync("cards", gatewayReference, merchantReference);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 2);

        Assert.True(_stage.Now - before < TimeSpan.FromSeconds(9));
        Assert.Equal(2, _stage.Client.Queries.Count);
    }

    [Fact]
    public async Task Refund_without_a_notification_is_found_by_a_check_of_the_completed_payment()
    {
        _stage.Client.Answer("O1", PaymentState.Captured, PaymentState.Captured, PaymentState.Refunded);
        var worker = await _stage.StartAsync(options => options.Clients["cards"] = new ClientTrackingOptions
        {
            Schedule = TrackingSchedule.Default with { Settled = new SettledSchedule(TimeSpan.FromDays(1), TimeSpan.FromDays(60)) },
        });
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);

        await _stage.AdvanceAsync(TimeSpan.FromDays(1));
        var completed = (await worker.Tracker.ListAsync(new TrackedFilter { Status = TrackingStatus.Completed }, Ct)).Items.Single();
        Assert.Equal((row.Id, PaymentVerdict.Success, 2), (completed.Id, completed.Verdict, completed.CheckCount));
        Assert.NotNull(completed.NextCheckAt);
        Assert.Single(_stage.Shop.Handled);

        await _stage.AdvanceAsync(TimeSpan.FromDays(60));
        var refund = _stage.Shop.Handled.Last();
        Assert.Equal(
            (StatusChangeKind.Changed, PaymentVerdict.Returned, 3), (refund.Kind, refund.Transaction.Verdict, _stage.Client.Queries.Count));
        Assert.Equal((TrackingStatus.Completed, null), (refund.Transaction.Status, refund.Transaction.NextCheckAt));
    }

    [Fact]
    public async Task Deadline_is_reported_after_one_more_query_and_is_no_verdict()
    {
        _stage.Client.Answer("O1", PaymentState.Pending);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, new TrackingPolicy { Deadline = _stage.Now.AddDays(2) }, Ct);

        await _stage.AdvanceUntilAsync(() => _stage.Client.Queries.Count >= 8);
        await _stage.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.DeadlinePassed], _stage.Shop.Kinds);
        var delivered = _stage.Shop.Handled.Last().Transaction;
        Assert.Equal(
            (TrackingStatus.Expired, PaymentState.Pending, PaymentVerdict.Undecided),
                (delivered.Status, delivered.Belief!.State, delivered.Verdict));
        Assert.Equal(delivered.LastCheckedAt, delivered.CompletedAt);
        Assert.True(delivered.CompletedAt >= row.DeadlineAt);
    }

    [Fact]
    public async Task Old_rows_are_deleted_except_those_with_open_work()
    {
        _stage.Client.Answer("O1", PaymentState.Captured).Answer("O2", PaymentState.Captured).Answer("O3", PaymentState.Pending);
        _stage.Shop.OnHandle = (change, _) => change.Transaction.MerchantReference == "O2"
            ? throw new InvalidOperationException()
            : Task.CompletedTask;
        var worker = await _stage.StartAsync(options =>
            (options.CompletedRetention, options.DeliveredRetention, options.MaxDeliveryTries) =
                (TimeSpan.FromDays(10), TimeSpan.FromDays(5), 1));
        foreach (var order in new[] { "O1", "O2", "O3" })
            await worker.Tracker.TrackAsync(
                "cards", TransactionQuery.ByMerchantReference(order), new TrackingPolicy { Deadline = _stage.Now.AddDays(300) }, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Called.Count == 3);

        await _stage.AdvanceAsync(TimeSpan.FromDays(6));
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(
            ["O2"], (await worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.Select(one =>
                one.Change.Transaction.MerchantReference));
        Assert.Equal(3, (await worker.Tracker.ListAsync(new TrackedFilter(), Ct)).Items.Count);

        await _stage.AdvanceAsync(TimeSpan.FromDays(6));
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        // One has a parked change, one is still tracked.
        Assert.Equal(["O3", "O2"], (await worker.Tracker.ListAsync(new TrackedFilter(), Ct)).Items.Select(row => row.MerchantReference));
    }

    [Fact]
    public async Task Host_without_a_worker_tracks_and_another_host_checks()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var web = await _stage.StartAsync(options => options.RunWorker = false);
        await web.Tracker.TrackAsync("cards", Order, null, Ct);
        await web.NotifyAsync("cards", null, "O1");
        await _stage.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Empty(_stage.Client.Queries);
        Assert.Equal((0, 0), (web.Store.CallsOf("ClaimChecks"), web.Store.CallsOf("Prune")));
        Assert.True(web.Store.CallsOf("Measure") > 0);

        await _stage.StartAsync();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
    }

    [Fact]
    public async Task Rows_of_an_unregistered_client_are_kept_and_logged_once()
    {
        var first = await _stage.StartAsync();
        var row = await first.Tracker.TrackAsync("cards", Order, null, Ct);
        await first.StopAsync();

        var other = new Testing.ScriptedTransactionStatusClient("other", _stage.Time);
        var second = await _stage.StartAsync(services => services.AddScripted(other), null, 1, _stage.Shop);
        for (var i = 0; i < 3; i++) await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));

        var warning = Assert.Single(second.Logs.Lines, line => line.EventId.Id == 1313);
        Assert.Contains("cards", warning.Message, StringComparison.Ordinal);
        Assert.Equal(TrackingStatus.Active, (await second.Tracker.GetAsync(row.Id, Ct))!.Status);
        Assert.True(await second.Tracker.CheckNowAsync(row.Id, Ct));
    }

    private static TransactionStatusResult Answer(PaymentState state) => new()
    {
        ClientName = "cards",
        Outcome = LookupOutcome.Answered,
        State = state,
        Finality = state is PaymentState.Captured or PaymentState.Declined ? Finality.Final : Finality.Open,
        GatewayReference = "g-1",
    };
}
