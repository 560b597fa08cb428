using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Tests.Checks;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Tests.Stores;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>The arguments that each call of the tracker passes to the store.</summary>
public sealed class TrackerCallTests : IAsyncDisposable
{
    private static readonly TransactionQuery ByOrder = TransactionQuery.ByMerchantReference("ORDER-1");

    private readonly Bench _bench = new();

    private ITransactionTracker Tracker => _bench.Services.GetRequiredService<ITransactionTracker>();

    private DateTimeOffset Now => _bench.Now;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Tracked_row_is_complete()
    {
        var query = ByOrder with { Kind = TransactionKind.Purchase, ExpectedGatewayReference = "g-1" };

        var row = await Tracker.TrackAsync("cards", query, null, Ct);

        var (added, keys) = Assert.Single(_bench.Store.CallsOf<(TrackedTransaction, TransactionKeys)>("Add"));
        // The first delay of the schedule, and half of its jitter.
        var first = Now.AddSeconds(10.5);
        Assert.Equal(
            new TrackedTransaction
            {
                ClientName = "cards",
                Query = query,
                Status = TrackingStatus.Active,
                GatewayReference = "g-1",
                MerchantReference = "ORDER-1",
                TraceParent = Activity.Current?.Id,
                TrackedAt = Now,
                DeadlineAt = Now.AddDays(30),
                NextCheckAt = first,
                Progress = new ScheduleProgress { Since = Now, Step = 1, ScheduledAt = first },
            },
            added);
        Assert.Equal(new TransactionKeys("g-1", "ORDER-1", true), keys);
        Assert.Equal(added with { Id = 41 }, row);
    }

    [Fact]
    public async Task Row_of_a_transaction_submitted_long_ago_is_due_now_and_uses_no_delay()
    {
        var query = TransactionQuery.ByGatewayReference("g-1") with
        {
            SubmittedAt = Now.AddDays(-1),
            ExpectedMerchantReference = "ORDER-1",
        };

        var row = await Tracker.TrackAsync("cards", query, null, Ct);

        Assert.Equal((Now, "g-1", "ORDER-1"), (row.NextCheckAt, row.GatewayReference, row.MerchantReference));
        Assert.Equal(new ScheduleProgress { Since = Now }, row.Progress);
    }

    [Fact]
    public async Task Schedule_and_deadline_of_the_policy_come_first()
    {
        var policy = new TrackingPolicy
        {
            Schedule = new TrackingSchedule { Open = new PollingSchedule(TimeSpan.FromSeconds(3)), TrackFor = TimeSpan.FromDays(2) },
        };
        _bench.Options.Clients["cards"] = new ClientTrackingOptions { Schedule = new TrackingSchedule { TrackFor = TimeSpan.FromDays(5) } };

        var row = await Tracker.TrackAsync("cards", ByOrder, policy, Ct);
        var other = await Tracker.TrackAsync("cards", ByOrder, policy with { Deadline = Now.AddDays(1) }, Ct);
        var configured = await Tracker.TrackAsync("cards", ByOrder, null, Ct);

        Assert.Equal((policy, Now.AddSeconds(3), Now.AddDays(2)), (row.Policy, row.NextCheckAt, row.DeadlineAt));
        Assert.Equal(Now.AddDays(1), other.DeadlineAt);
        Assert.Equal(Now.AddDays(5), configured.DeadlineAt);
    }

    [Theory]
    [InlineData(nameof(TransactionQuery.GatewayReference))]
    [InlineData(nameof(TransactionQuery.MerchantReference))]
    [InlineData(nameof(TransactionQuery.ExpectedGatewayReference))]
    [InlineData(nameof(TransactionQuery.ExpectedMerchantReference))]
    public async Task References_have_at_most_256_characters(string member)
    {
        await Tracker.TrackAsync("cards", With(new string('9', 256)), null, Ct);

        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => Tracker.TrackAsync("cards", With(new string('9', 257)), null, Ct));

        Assert.Equal(member, refused.ParamName);
        Assert.Equal(1, _bench.Store.CountOf("Add"));

        TransactionQuery With(string reference) => member switch
        {
            nameof(TransactionQuery.GatewayReference) => TransactionQuery.ByGatewayReference(reference),
            nameof(TransactionQuery.MerchantReference) => TransactionQuery.ByMerchantReference(reference),
            nameof(TransactionQuery.ExpectedGatewayReference) => ByOrder with { ExpectedGatewayReference = reference },
            _ => TransactionQuery.ByGatewayReference("g-1") with { ExpectedMerchantReference = reference },
        };
    }

    [Fact]
    public async Task Row_joins_the_transaction_of_the_application_and_the_clock_is_not_written_meanwhile()
    {
        _bench.Store.Noted = new StoreTime();
        await using var transaction = new UnusedTransaction();

        var row = await Tracker.TrackAsync("cards", ByOrder, transaction, null, Ct);

        var (added, keys, joined) =
            Assert.Single(_bench.Store.CallsOf<(TrackedTransaction, TransactionKeys, DbTransaction)>("AddJoined"));
        Assert.Same(transaction, joined);
        Assert.Equal(added with { Id = 41 }, row);
        Assert.Equal(new TransactionKeys(null, "ORDER-1", true), keys);
        Assert.Equal(["GetTime", "AddJoined"], _bench.Store.Methods);
    }

    [Fact]
    public async Task Store_without_transactions_cannot_join_one()
    {
        await using var bench = new Bench(services => services.AddSingleton<ITrackingStore>(new MemoryStore()));
        await using var transaction = new UnusedTransaction();

        var refused = await Assert.ThrowsAsync<NotSupportedException>(
            () => bench.Services.GetRequiredService<ITransactionTracker>().TrackAsync("cards", ByOrder, transaction, null, Ct));

        Assert.EndsWith("without a transaction.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Known_row_is_joined_under_the_rules_of_the_client()
    {
        _bench.Store.Existing = EnrolledRows.Row(ByOrder);

        var row = await Tracker.TrackAsync("cards", ByOrder with { ExpectedAmount = EnrolledRows.Euros(5) }, null, Ct);

        Assert.Equal(7, row.Id);
        Assert.Equal(EnrolledRows.Euros(5), row.Query.ExpectedAmount);
    }

    [Fact]
    public async Task Immediate_check_wakes_the_row_by_its_number()
    {
        _bench.Store.Existing = new TrackedPayment().Row;

        Assert.False(await Tracker.CheckNowAsync(8, Ct));
        Assert.Equal(["Get"], _bench.Store.Methods);
        Assert.True(await Tracker.CheckNowAsync(7, Ct));
        _bench.Store.Finds = false;
        Assert.False(await Tracker.CheckNowAsync(7, Ct));

        Assert.Equal(new WakeRequest(Now, Now.AddDays(30)) { Id = 7 }, _bench.Store.CallsOf<WakeRequest>("Wake")[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_and_redelivery_pass_the_time_and_return_the_result_of_the_store(bool finds)
    {
        var change = Guid.NewGuid();
        _bench.Store.Finds = finds;

        Assert.Equal(finds, await Tracker.StopAsync(7, Ct));
        Assert.Equal(finds, await Tracker.RedeliverAsync(change, Ct));

        Assert.Equal([(7L, Now)], _bench.Store.CallsOf<(long, DateTimeOffset)>("Stop"));
        Assert.Equal([(change, Now)], _bench.Store.CallsOf<(Guid, DateTimeOffset)>("Redeliver"));
    }

    [Theory]
    [InlineData("track")]
    [InlineData("check")]
    [InlineData("stop")]
    [InlineData("resolve")]
    [InlineData("redeliver")]
    public async Task Clocks_are_compared_before_a_call_that_writes_a_time(string call)
    {
        _bench.Store.Noted = new StoreTime();
        _bench.Store.Existing = EnrolledRows.Row(ByOrder);

        await (call switch
        {
            "track" => Tracker.TrackAsync("cards", ByOrder, null, Ct),
            "check" => Tracker.CheckNowAsync(7, Ct),
            "stop" => Tracker.StopAsync(7, Ct),
            "resolve" => Tracker.ResolveAsync(7, "Paid by hand", "Ann", null, Ct),
            _ => (Task)Tracker.RedeliverAsync(Guid.NewGuid(), Ct),
        });

        Assert.Equal(Now, _bench.Store.Noted.NewestAt);
    }

    [Fact]
    public async Task Reads_pass_the_filter_and_the_keys()
    {
        var (rows, changes) = (new TrackedFilter { ClientName = "cards" }, new StatusChangeFilter { TransactionId = 7 });
        _bench.Store.Existing = new TrackedPayment().Row;

        Assert.Equal(5, (await Tracker.ListAsync(rows, Ct)).Next);
        Assert.Equal(Guid.Empty, (await Tracker.ListChangesAsync(changes, Ct)).Next);
        Assert.Same(_bench.Store.Existing, await Tracker.GetAsync(7, Ct));
        Assert.Same(_bench.Store.Existing, await Tracker.FindAsync("cards", ByOrder, Ct));

        Assert.Equal([rows], _bench.Store.CallsOf<TrackedFilter>("List"));
        Assert.Equal([changes], _bench.Store.CallsOf<StatusChangeFilter>("ListChanges"));
        Assert.Equal(
            [("cards", new TransactionKeys(null, "ORDER-1", true))], _bench.Store.CallsOf<(string, TransactionKeys)>("Find"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Tracker.ListAsync(null!, Ct));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Tracker.ListChangesAsync(null!, Ct));
    }

    [Theory]
    [InlineData("cards", null, true, 1)]
    [InlineData("cards", 0L, true, 1)]
    [InlineData("cards", 1L, false, 0)]
    [InlineData("gone", null, true, 0)]
    public async Task Resolution_is_written_and_counted_for_a_registered_client(
        string client, long? expectedSequence, bool isResolved, int counted)
    {
        _bench.Store.Existing = new TrackedPayment().Row with { ClientName = client };

        Assert.Equal(isResolved, await Tracker.ResolveAsync(7, " Paid by hand ", "Ann", expectedSequence, Ct));

        Assert.Equal([(7L, Now)], _bench.Store.CallsOf<(long, DateTimeOffset)>("Resolve"));
        var measured = _bench.Measured.Of(TrackingTelemetry.Changes);
        Assert.Equal(counted, measured.Count);
        Assert.All(measured, one => Assert.Equal("Resolved", one.Tags[TrackingTelemetry.KindTag]));
    }

    [Theory]
    [InlineData(500, 200, true)]
    [InlineData(501, 200, false)]
    [InlineData(500, 201, false)]
    public async Task Texts_of_a_resolution_are_limited(int reason, int name, bool isAccepted)
    {
        var resolving = Tracker.ResolveAsync(7, new string('r', reason), new string('n', name), null, Ct);

        if (isAccepted) await resolving;
        else await Assert.ThrowsAsync<ArgumentException>(() => resolving);

        Assert.Equal(isAccepted ? 1 : 0, _bench.Store.CountOf("Resolve"));
    }
}
