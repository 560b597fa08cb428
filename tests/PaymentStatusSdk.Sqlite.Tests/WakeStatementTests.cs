using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements that wake, stop and resolve rows, and their repetition after a connection was lost.</summary>
public sealed class WakeStatementTests : LockingStoreTest
{
    private const string ById = "SELECT payment_tracked /*lock*/ (id Number)";
    private const string ByKeys = "SELECT payment_tracked payment_tracked /*ordered*/ payment_tracked /*lock t*/ "
        + "(client Name, gateway_key Key, merchant_key Key)";
    private const string ByMerchantKey = "SELECT payment_tracked /*lock*/ (client Name, merchant_key Key)";
    private const string Pending = "SELECT payment_change /*payment_change_transaction*/ /*lock*/ (ids0 Number)";

    private static string Woken => Update("payment_tracked", WakeUpdate.Columns);

    [Fact]
    public async Task Row_is_locked_by_its_number_and_woken()
    {
        var row = await AddAsync(Row("a") with { NextCheckAt = Now.AddHours(1) });

        Assert.Equal(1, await WakesAsync(Call() with { Id = row.Id }, BeginWrite, ById, Woken, Commit));
        Assert.Equal([WorkHint.Checks], Hints);
        Assert.Equal($"1, {Stored(Now)}", await ReadAsync("SELECT wakes, due_at FROM payment_tracked"));
        Assert.Equal(0, await WakesAsync(Call() with { Id = 4711 }, BeginWrite, ById, Rollback));
        Assert.Empty(Hints);
    }

    [Fact]
    public async Task Rows_with_either_key_are_locked_by_one_statement()
    {
        await AddAsync(Row("a") with { NextCheckAt = Now.AddHours(1) }, "g-1");
        var call = Call() with { ClientName = "cards", GatewayKey = "g-1", MerchantKey = "a", IsGatewayKeySigned = true };

        Assert.Equal(1, await WakesAsync(call, BeginWrite, ByKeys, Woken, Commit));
        Assert.Equal(0, await WakesAsync(call with { ClientName = "ppro" }, BeginWrite, ByKeys, Rollback));
        Assert.Equal(
            1, await WakesAsync(
                call with { GatewayKey = null, IsMerchantKeySigned = true },
                BeginWrite, ByMerchantKey, Woken, Commit));
    }

    [Fact]
    public async Task Long_keys_are_found_as_they_are_stored()
    {
        var (gatewayKey, merchantKey) = (new string('g', 301), new string('m', 301));
        await AddAsync(Row(merchantKey) with { NextCheckAt = Now.AddHours(1) }, gatewayKey);
        var call = Call() with { ClientName = "cards", IsGatewayKeySigned = true, IsMerchantKeySigned = true };

        Assert.Equal(1, await Store.WakeAsync(call with { GatewayKey = gatewayKey }, Ct));
        Assert.Equal(1, await Store.WakeAsync(call with { MerchantKey = merchantKey }, Ct));
    }

    [Fact]
    public async Task Wake_is_signaled_when_one_of_several_rows_is_due()
    {
        var channel = new RecordedChannel();
        Dialect.Wakeups = channel;
        // Two attempts with one merchant reference; the first one is being checked.
        foreach (var gatewayKey in new[] { "g-1", "g-2" })
        {
            await Store.AddAsync(Row("a"), new TransactionKeys(gatewayKey, "a", false), _ => null, Ct);
            if (gatewayKey == "g-1") await ClaimAsync();
        }

        channel.Sent.Clear();

        Assert.Equal(
            2, await WakesAsync(
                Call() with { ClientName = "cards", MerchantKey = "a", IsMerchantKeySigned = true },
                BeginWrite, ByMerchantKey, Woken, Woken, "SELECT (signal Text)", Commit));

        Assert.Equal([WorkHint.Checks], Hints);
        Assert.Equal(["checks"], channel.Sent);
    }

    [Fact]
    public async Task Active_row_is_stopped_under_a_new_fencing_number()
    {
        var row = await AddAsync(Row("a"));
        await ClaimAsync();

        Assert.True(await RunsAsync(
            () => Store.StopAsync(row.Id, Now.AddTicks(1), Ct),
            BeginWrite, ById, "UPDATE payment_tracked (fence Number, now Time, id Number)", Commit));

        Assert.Equal(
            $"Stopped, 2, 0, {Stored(Now.AddMicroseconds(1))}",
            await ReadAsync("SELECT status, fence, leased, completed_at FROM payment_tracked"));
        Assert.False(await RunsAsync(() => Store.StopAsync(row.Id, Now, Ct), BeginWrite, ById, Rollback));
        Assert.False(await RunsAsync(() => Store.StopAsync(4711, Now, Ct), BeginWrite, ById, Rollback));
    }

    [Fact]
    public async Task Resolution_is_written_under_a_new_fencing_number_and_waits_behind_pending_changes()
    {
        var pending = Assert.Single(await AddChangesAsync("a"));

        Assert.True(await RunsAsync(
            () => Store.ResolveAsync(1, row => Change(row with { Sequence = 2 }, 2), Now, Ct),
            BeginWrite, ById, Pending, Update("payment_tracked", TrackedRow.Written), Insert("payment_change", ChangeRow.Added), Commit));

        Assert.Equal([WorkHint.Changes], Hints);
        Assert.Equal("2, 2", await ReadAsync("SELECT fence, sequence FROM payment_tracked"));
        Assert.Equal(pending, Assert.Single(await ClaimChangesAsync()).Change.Id);
        Assert.False(await RunsAsync(() => Store.ResolveAsync(1, _ => null, Now, Ct), BeginWrite, ById, Pending, Rollback));
        Assert.False(await RunsAsync(
            () => Store.ResolveAsync(4711, row => Change(row, 3), Now, Ct), BeginWrite, ById, Pending, Rollback));
        Assert.Empty(Hints);
    }

    // The parameter belongs to the last statement, which is sent together with the commit.
    [Theory]
    [InlineData("stop", "fence", 1)]
    [InlineData("resolve", "fence", 1)]
    [InlineData("redeliver", "fence", 1)]
    [InlineData("wake", "wakes", 2)]
    public async Task Call_whose_repetition_would_have_another_result_is_not_repeated_after_its_commit_was_sent(
        string call, string parameter, int attempts)
    {
        await AddChangesAsync("a");
        var parked = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Ended(parked, DeliveryStatus.Parked)], Ct);
        var sent = 0;
        Dialect.OnParameter = name =>
        {
            if (name != parameter) return;
            sent++;
            throw new ExplainedException(new StoreFailure("lost", true) { IsConnectionLost = true });
        };

        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => call switch
        {
            "stop" => Store.StopAsync(1, Now, Ct),
            "resolve" => Store.ResolveAsync(1, row => Change(row, 2), Now, Ct),
            "redeliver" => Store.RedeliverAsync(parked.Change.Id, Now, Ct),
            _ => Store.WakeAsync(Call() with { Id = 1 }, Ct),
        });

        Assert.Equal((attempts, "lost"), (sent, failure.Message));
    }

    private static WakeRequest Call() => new(Now, Now.AddDays(1));

    private Task<int> WakesAsync(WakeRequest call, params string[] statements) => RunsAsync(() => Store.WakeAsync(call, Ct), statements);
}
