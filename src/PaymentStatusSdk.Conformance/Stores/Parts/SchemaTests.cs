using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>The package creates its tables, or fails with instructions.</summary>
public abstract class SchemaTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Preparation_creates_the_tables_and_may_be_repeated()
    {
        await Store.PrepareAsync(Ct);
        await Store.PrepareAsync(Ct);
        await Other.Store.PrepareAsync(Ct);

        Assert.Equal(Fixture.Tables, await ListTablesAsync());
    }

    [Fact]
    public async Task Ten_processes_may_start_concurrently()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => Task.Run(() => Process(number).Store.PrepareAsync(Ct))));

        Assert.Equal(Fixture.Tables, await ListTablesAsync());
        for (var i = 0; i < 10; i++) await AddAsync(Row($"order-{i}"), Process(i).Store);
        Assert.Equal(10, (await Store.ListAsync(new TrackedFilter(), Ct)).Items.Count);
    }

    [Fact]
    public async Task Lock_and_router_prepare_themselves()
    {
        await AcquireAsync(First);
        await using var mailbox = await Other.CallbackRouter.OpenAsync("mailbox", Minute, Ct);

        Assert.Equal(Fixture.Tables, await ListTablesAsync());
    }

    [Fact]
    public async Task Newer_version_is_rejected_and_nothing_is_written()
    {
        await AddAsync(Row());
        await Fixture.SetSchemaVersionAsync(9_999, Ct);
        var before = await Fixture.DumpAsync(Ct);

        Task[] calls =
        [
            Other.Store.PrepareAsync(Ct), AddAsync(Row("order-2"), Other.Store), ClaimAsync(store: Other.Store), AcquireAsync(Other),
            Other.CallbackRouter.OpenAsync("mailbox", Minute, Ct).AsTask(),
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
    public async Task Rejected_preparation_is_retried()
    {
        await Store.PrepareAsync(Ct);
        await Fixture.SetSchemaVersionAsync(9_999, Ct);
        await Assert.ThrowsAsync<TrackingStoreException>(() => Other.Store.PrepareAsync(Ct));

        await Fixture.SetSchemaVersionAsync(1, Ct);

        await AddAsync(Row(), Other.Store);
    }

    [Fact]
    public async Task Missing_schema_without_permission_to_create_it_is_an_error()
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
    public async Task Script_creates_the_same_schema_as_preparation()
    {
        await Fixture.RunScriptAsync(Ct);

        Assert.Equal(Fixture.Tables, await ListTablesAsync());
        await AddAsync(Row());
    }

    [Fact]
    public async Task Canceled_preparation_throws_a_cancellation()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PrepareAsync(new CancellationToken(canceled: true)));

        await Store.PrepareAsync(Ct);
    }

    /// <summary>A database with its own clock needs no table for the time.</summary>
    private async Task<IEnumerable<string>> ListTablesAsync() =>
        (await Fixture.ListTablesAsync(Ct)).Where(table => table != "payment_clock");
}
