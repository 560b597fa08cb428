using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests;

public sealed class TransactionTrackerTests : IAsyncDisposable
{
    private static readonly TransactionQuery ByOrder = TransactionQuery.ByMerchantReference("ORDER-1");

    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStore _store = new();
    private readonly ServiceProvider _services;

    public TransactionTrackerTests()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_time);
        services.AddPaymentStatus(gateways =>
        {
            gateways.AddPpro("ppro", options =>
            {
                options.Endpoint = new Uri("http://127.0.0.1:1/");
                (options.Login, options.Password, options.ContractId) = ("testclient", "test123", "TESTCONTRACT");
            });
            gateways.AddDesjardins("dips", options =>
            {
                options.Endpoint = new Uri("http://127.0.0.1:1/catch");
                (options.MerchantId, options.MerchantKey) = ("1234567890", "0123456789abcdef0123456789abcdef");
                options.PublicCallbackBaseUrl = new Uri("http://127.0.0.1:2/");
            });
        });
        services.AddPaymentTracking().UseMemory(_store);
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ITransactionTracker Tracker => _services.GetRequiredService<ITransactionTracker>();

    private DateTimeOffset Now => _time.GetUtcNow();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public static TheoryData<string, TransactionQuery, string> Impossible => new()
    {
        { "paypal", ByOrder, "ppro" },
        { "ppro", new TransactionQuery(), "ByMerchantReference" },
        { "ppro", new TransactionQuery { GatewayReference = "1", MerchantReference = "2" }, "ExpectedGatewayReference" },
        { "ppro", new TransactionQuery { MerchantReference = " " }, "blank" },
        { "ppro", TransactionQuery.ByGatewayReference("not an id of PPRO!"), "GatewayReference" },
        { "ppro", ByOrder with { ExpectedGatewayReference = new string('9', 300) }, "ExpectedGatewayReference" },
        { "ppro", ByOrder with { ExpectedMerchantReference = "a\u0001" }, "ExpectedMerchantReference" },
        { "dips", TransactionQuery.ByGatewayReference("1"), "ByMerchantReference" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task Invalid_track_call_is_rejected_and_nothing_written(string client, TransactionQuery query, string hint)
    {
        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(() => Tracker.TrackAsync(client, query, null, Ct));

        Assert.Contains(hint, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _store.CallsOf("Add"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Deadline_in_the_past_is_rejected(double seconds)
    {
        var policy = new TrackingPolicy { Deadline = Now.AddSeconds(seconds) };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Tracker.TrackAsync("ppro", ByOrder, policy, Ct));

        Assert.Contains("deadline", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _store.CallsOf("Add"));
    }

    public static TheoryData<TransactionQuery> Contradictions =>
    [
        ByOrder with { Kind = TransactionKind.Refund, ExpectedGatewayReference = "1" },
        ByOrder with { ExpectedAmount = new Money(2, "EUR"), ExpectedGatewayReference = "1" },
        TransactionQuery.ByGatewayReference("1") with { ExpectedMerchantReference = "ORDER-2" },
    ];

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task Contradiction_is_rejected_and_the_row_stays(TransactionQuery query)
    {
        var known = ByOrder with { Kind = TransactionKind.Purchase, ExpectedAmount = new Money(1, "EUR"), ExpectedGatewayReference = "1" };
        var row = await Tracker.TrackAsync("ppro", known, null, Ct);

        await Assert.ThrowsAsync<ArgumentException>(() => Tracker.TrackAsync("ppro", query, null, Ct));

        Assert.Equal(row, await Tracker.GetAsync(row.Id, Ct));
    }

    [Fact]
    public async Task First_check_follows_the_schedule()
    {
        var row = await Tracker.TrackAsync("ppro", ByOrder, null, Ct);

        Assert.InRange(row.NextCheckAt!.Value - Now, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(11));
        Assert.Equal(TrackingStatus.Active, row.Status);
        Assert.Equal(Now.AddDays(30), row.DeadlineAt);
        Assert.True(row.Id > 0);
    }

    [Fact]
    public async Task Desjardins_is_first_checked_two_minutes_after_the_track_call()
    {
        var row = await Tracker.TrackAsync("dips", TransactionQuery.ByMerchantReference("1"), null, Ct);

        Assert.InRange(row.NextCheckAt!.Value - Now, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.2));
    }

    [Theory]
    [InlineData(-3_600, 0)]
    [InlineData(-90, 30)]
    [InlineData(0, 120)]
    public async Task Desjardins_is_first_checked_two_minutes_after_the_submission(double submittedSeconds, double checkSeconds)
    {
        var query = TransactionQuery.ByMerchantReference("1") with
        {
            SubmittedAt = Now.AddSeconds(submittedSeconds).ToOffset(TimeSpan.FromHours(-5)),
        };

        var row = await Tracker.TrackAsync("dips", query, null, Ct);

        Assert.Equal(Now.AddSeconds(checkSeconds), row.NextCheckAt);
        Assert.Equal(TimeSpan.Zero, row.NextCheckAt!.Value.Offset);
    }

    // A wrong clock or time zone must not delay the check for hours or forever.
    [Theory]
    [InlineData(0.01)]
    [InlineData(5)]
    [InlineData(100_000)]
    [InlineData(double.MaxValue)]
    public async Task Submission_time_in_the_future_delays_the_first_check_no_longer_than_a_missing_one(double hours)
    {
        var sentAt = hours == double.MaxValue ? DateTimeOffset.MaxValue : Now.AddHours(hours);

        var row = await Tracker.TrackAsync("dips", TransactionQuery.ByMerchantReference("1") with { SubmittedAt = sentAt }, null, Ct);

        Assert.InRange(row.NextCheckAt!.Value - Now, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.2));
    }

    [Fact]
    public async Task First_check_is_at_a_deadline_that_comes_first()
    {
        var deadline = Now.AddSeconds(3).ToOffset(TimeSpan.FromHours(2));

        var row = await Tracker.TrackAsync("ppro", ByOrder, new TrackingPolicy { Deadline = deadline }, Ct);

        Assert.Equal((deadline, deadline), (row.NextCheckAt, row.DeadlineAt));
        Assert.Equal(TimeSpan.Zero, row.DeadlineAt.Offset);
    }

    [Fact]
    public async Task Unavailable_store_is_reported_to_the_caller()
    {
        _store.Before = _ => throw MemoryStore.Unavailable();

        await Assert.ThrowsAsync<TrackingStoreException>(() => Tracker.TrackAsync("ppro", ByOrder, null, Ct));
        await Assert.ThrowsAsync<TrackingStoreException>(
            () => Notify(new StatusNotification { ClientName = "ppro", Message = "PUSH", GatewayReference = "1" }));
    }

    [Fact]
    public async Task Notification_without_a_reference_wakes_nothing()
    {
        await Notify(new StatusNotification { ClientName = "ppro", Message = "PUSH" });

        Assert.Equal(0, _store.CallsOf("Wake"));
    }

    [Fact]
    public async Task Same_transaction_twice_is_one_row()
    {
        var first = await Tracker.TrackAsync("ppro", ByOrder, null, Ct);
        var second = await Tracker.TrackAsync("ppro", TransactionQuery.ByMerchantReference("order-1"), null, Ct);
        var third = await Tracker.TrackAsync(
            "ppro", TransactionQuery.ByGatewayReference("1") with { ExpectedMerchantReference = "ORDER-1" }, null, Ct);

        Assert.Equal((first.Id, first.Id), (second.Id, third.Id));
        Assert.Equal("1", third.GatewayReference);
        Assert.Equal(first.Id, (await Tracker.FindAsync("ppro", TransactionQuery.ByGatewayReference("1"), Ct))!.Id);
        Assert.Single((await Tracker.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    private Task Notify(StatusNotification notification) =>
        _services.GetServices<IStatusNotificationHandler>().Single().HandleAsync(notification, Ct);
}
