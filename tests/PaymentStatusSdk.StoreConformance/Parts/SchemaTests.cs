using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.StoreConformance;

/// <summary>The package makes its own tables, or says what is to be done.</summary>
public abstract class SchemaTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly string[] Tables =
        [
            "payment_callback_mailbox", "payment_callback_message", "payment_change", "payment_exchange_lock", "payment_schema",
            "payment_tracked",
        ];

    [Fact]
    public async Task Preparing_makes_the_tables_and_twice_is_as_good_as_once()
    {
        await Store.PrepareAsync(Ct);
        await Store.PrepareAsync(Ct);
        await Other.Store.PrepareAsync(Ct);

        Assert.Equal(Tables, await ListTablesAsync());
    }

    [Fact]
    public async Task Ten_processes_may_start_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => Task.Run(() => Process(number).Store.PrepareAsync(Ct))));

        Assert.Equal(Tables, await ListTablesAsync());
        for (var i = 0; i < 10; i++) await AddAsync(Row($"order-{i}"), Process(i).Store);
        Assert.Equal(10, (await Store.ListAsync(new TrackedFilter(), Ct)).Items.Count);
    }

    [Fact]
    public async Task Gate_and_inbox_prepare_by_themselves()
    {
        await EnterAsync(First);
        await using var mailbox = await Other.Inbox.OpenAsync("box", Minute, Ct);

        Assert.Equal(Tables, await ListTablesAsync());
    }

    [Fact]
    public async Task Newer_version_is_refused_and_nothing_is_written()
    {
        await AddAsync(Row());
        await Fixture.SetSchemaVersionAsync(9_999, Ct);
        var before = await Fixture.DumpAsync(Ct);

        Task[] calls =
        [
            Other.Store.PrepareAsync(Ct), AddAsync(Row("order-2"), Other.Store), ClaimAsync(store: Other.Store), EnterAsync(Other),
            Other.Inbox.OpenAsync("box", Minute, Ct).AsTask(),
        ];

        foreach (var call in calls)
        {
            var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => call);
            Assert.False(refusal.IsTransient);
            Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await Fixture.DumpAsync(Ct));
    }

    [Fact]
    public async Task Refused_preparation_is_tried_again()
    {
        await Store.PrepareAsync(Ct);
        await Fixture.SetSchemaVersionAsync(9_999, Ct);
        await Assert.ThrowsAsync<TrackingStoreException>(() => Other.Store.PrepareAsync(Ct));

        await Fixture.SetSchemaVersionAsync(1, Ct);

        await AddAsync(Row(), Other.Store);
    }

    [Fact]
    public async Task Missing_schema_that_may_not_be_made_is_refused_and_not_made()
    {
        await using var process = Fixture.Start(manageSchema: false);

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.PrepareAsync(Ct));
        await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(Row(), process.Store));

        Assert.False(refusal.IsTransient);
        Assert.Empty(await Fixture.ListTablesAsync(Ct));
        await Fixture.RunScriptAsync(Ct);
        await AddAsync(Row(), process.Store);
    }

    [Fact]
    public async Task Script_makes_what_preparing_makes()
    {
        await Fixture.RunScriptAsync(Ct);

        Assert.Equal(Tables, await ListTablesAsync());
        await AddAsync(Row());
    }

    [Fact]
    public async Task Canceled_preparation_is_a_cancellation()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PrepareAsync(new CancellationToken(canceled: true)));

        await Store.PrepareAsync(Ct);
    }

    /// <summary>A database with a clock of its own needs no table for the time.</summary>
    private async Task<IEnumerable<string>> ListTablesAsync() =>
        (await Fixture.ListTablesAsync(Ct)).Where(table => table != "payment_clock");
}
