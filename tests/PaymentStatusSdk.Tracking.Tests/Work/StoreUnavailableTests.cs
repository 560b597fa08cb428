using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public sealed class StoreUnavailableTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public StoreUnavailableTests() => _stage.Client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData("CommitChecks")]
    [InlineData("ClaimChecks")]
    [InlineData("ClaimChanges")]
    [InlineData("CommitDeliveries")]
    public async Task Temporary_store_failure_loses_nothing_and_repeats_nothing(string method)
    {
        var worker = await _stage.StartAsync();
        var failures = 0;
        worker.Store.Before = called => called == method && Interlocked.Increment(ref failures) <= 5
            ? throw ObservedStore.Unavailable()
            : Task.CompletedTask;
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);

        await _stage.PollUntilAsync(() => failures > 5 && _stage.Ledger.Handled.Count == 1 && worker.IsIdle);

        Assert.Single(_stage.Client.Queries);
        Assert.Single(_stage.Shop.Called);
        Assert.Equal([1302, 1302, 1302, 1303], worker.Logs.Lines.Select(line => line.EventId.Id).Where(id => id is 1302 or 1303));
    }

    [Fact]
    public async Task Commit_with_a_lost_answer_is_repeated_and_delivered_once()
    {
        var worker = await _stage.StartAsync();
        var isLost = false;
        worker.Store.After = called =>
        {
            if (called != "CommitChecks" || isLost) return;
            isLost = true;
            throw ObservedStore.Unavailable();
        };
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);

        await _stage.PollUntilAsync(() => worker.Store.Outcomes.Count == 2 && _stage.Shop.Handled.Count == 1);

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Lost], worker.Store.Outcomes);
        var kept = (await worker.Tracker.GetAsync(row.Id, Ct))!;
        Assert.Equal((TrackingStatus.Completed, 1L, null), (kept.Status, kept.Sequence, kept.NextCheckAt));
        Assert.Single(_stage.Shop.Called);
    }

    [Fact]
    public async Task Result_that_the_store_rejects_permanently_delays_no_other()
    {
        var worker = await _stage.StartAsync();
        worker.Store.Refuses = row => row.MerchantReference == "POISON";
        using var hold = _stage.Client.Hold();
        foreach (var order in (string[])["POISON", "O1", "O2"])
            await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(order), null, Ct);
        await _stage.PollUntilAsync(() => _stage.Client.Queries.Count >= 1);

        hold.Release();
        await _stage.PollUntilAsync(() => _stage.Shop.Handled.Count == 2 && worker.Logs.Lines.Any(line => line.EventId.Id == 1317));

        Assert.Equal(["O1", "O2"], _stage.Shop.Handled.Select(change => change.Transaction.MerchantReference).Order());
    }

    [Fact]
    public async Task Store_with_a_changed_password_is_retried_and_drops_nothing()
    {
        var worker = await _stage.StartAsync();
        var failures = 0;
        worker.Store.Before = called => called == "CommitChecks" && Interlocked.Increment(ref failures) <= 5
            ? throw new TrackingStoreException("The password is wrong.", isTransient: false)
            : Task.CompletedTask;
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);

        await _stage.PollUntilAsync(() => _stage.Shop.Handled.Count == 1);

        Assert.Single(_stage.Client.Queries);
        Assert.DoesNotContain(worker.Logs.Lines, line => line.EventId.Id == 1317);
    }

    [Fact]
    public async Task Store_unavailable_for_longer_than_a_lease_causes_a_new_check()
    {
        var worker = await _stage.StartAsync();
        var isUnavailable = false;
        worker.Store.Before = called => isUnavailable && called is "CommitChecks" or "RenewChecks" && isUnavailable
            ? throw ObservedStore.Unavailable()
            : Task.CompletedTask;
        using var hold = _stage.Client.Hold();
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await _stage.Client.WaitForQueriesAsync(1, Ct);
        isUnavailable = true;
        hold.Release();

        // The only instance claims its row again while it still tries to write the result of the first check.
        await _stage.PollUntilAsync(() => _stage.Client.Queries.Count == 2);
        isUnavailable = false;
        await _stage.PollUntilAsync(() => _stage.Shop.Handled.Count == 1 && worker.Store.Outcomes.Count == 2);

        Assert.Equal([CommitOutcome.Lost, CommitOutcome.Written], worker.Store.Outcomes.Order().Reverse());
        Assert.Single(_stage.Shop.Called);
    }

    [Fact]
    public async Task Unavailable_store_is_reported_to_callers_and_leaves_notifications_unacknowledged()
    {
        var worker = await _stage.StartAsync();
        worker.Store.Before = called => called is "Add" or "Wake" or "Get" ? throw ObservedStore.Unavailable() : Task.CompletedTask;

        await Assert.ThrowsAsync<TrackingStoreException>(
            () => worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct));
        await Assert.ThrowsAsync<TrackingStoreException>(() => worker.Tracker.CheckNowAsync(1, Ct));
        await Assert.ThrowsAsync<TrackingStoreException>(() => worker.NotifyAsync("cards", null, "O1"));

        worker.Store.Before = null;
        Assert.Empty((await worker.Tracker.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    [Fact]
    public async Task Check_that_throws_unexpectedly_ends_no_worker()
    {
        var client = new FailingClient(_stage.Client);
        var worker = await _stage.StartAsync(
            services => services.AddClients(client),
            options => options.Clients["cards"] = new ClientTrackingOptions { MaxConcurrentChecks = 1 }, 1, _stage.Shop);
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O2"), null, Ct);
        client.FailuresLeft = 1;

        await _stage.PollUntilAsync(() => _stage.Shop.Handled.Count == 2);

        Assert.Contains(worker.Logs.Lines, line => line.EventId.Id == 1316);
        Assert.Equal(3, _stage.Client.Queries.Count);
    }

    [Fact]
    public async Task Thousands_of_due_rows_are_claimed_within_the_limit()
    {
        const int Rows = 2_000;
        const int MaxConcurrent = 7;
        var web = await _stage.StartAsync(options => options.RunWorker = false);
        for (var i = 0; i < Rows; i++)
            await web.Tracker.TrackAsync(
                "cards", TransactionQuery.ByMerchantReference($"O{i}") with { SubmittedAt = _stage.Now }, null, Ct);

        var worker = await _stage.StartAsync(
            options => options.Clients["cards"] = new ClientTrackingOptions { MaxConcurrentChecks = MaxConcurrent });
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == Rows);

        Assert.Equal(Rows, _stage.Client.Queries.Count);
        Assert.InRange(worker.Store.MaxHeldChecks, MaxConcurrent, 2 * MaxConcurrent);
        Assert.Equal(Rows, _stage.Shop.Handled.Select(change => change.Transaction.Id).Distinct().Count());
    }

    /// <summary>Throws where no client may throw.</summary>
    private sealed class FailingClient(ScriptedTransactionStatusClient inner) : ITransactionStatusClient
    {
        private int _queries;

        public int FailuresLeft { get; set; }

        // After a query, when the worker counts it.
        public TransactionStatusClientMetadata Metadata =>
            _queries > 0 && FailuresLeft-- > 0 ? throw new InvalidOperationException("No.") : inner.Metadata;

        public Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default)
        {
            _queries++;
            return inner.GetStatusAsync(query, cancellationToken);
        }
    }
}
