using Npgsql;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Calls lock rows in the order of their numbers, and changes in the order of their ids, so that they do not deadlock.</summary>
public sealed class LockOrderTests : PostgreSqlTest
{
    public enum Call
    {
        Wake,
        Enrollment,
    }

    [Theory]
    [InlineData(Call.Wake)]
    [InlineData(Call.Enrollment)]
    public async Task Row_with_the_lowest_number_is_locked_first(Call call)
    {
        await AddAsync(Row("order-1", "g-1"));
        await AddAsync(Row("order-1", "g-2"));
        var wake = new WakeRequest(Now, Now + Minute) { ClientName = "cards", GatewayKey = "g-2", MerchantKey = "ORDER-1" };

        await AssertLocksInOrderAsync(
            "payment_tracked", "1", "2",
            store => call == Call.Wake ? store.WakeAsync(wake, Ct) : AddAsync(Row("order-1", "g-2"), store));
    }

    [Fact]
    public async Task Row_that_has_a_learned_gateway_reference_is_locked_before_a_later_row_of_the_batch()
    {
        await AddAsync(Row("order-1", "g-1"));
        await AddAsync(Row("order-2"));
        var learner = (await ClaimAsync()).Single(row => row.Transaction.Id == 2);
        var commit = Checked(learner, edit: row => row with { GatewayReference = "g-1" });

        await AssertLocksInOrderAsync("payment_tracked", "1", "2", store => store.CommitChecksAsync([commit], Now, Ct));
    }

    [Fact]
    public async Task Redelivered_change_is_locked_before_a_later_change_whose_delivery_ends()
    {
        await AddWithChangesAsync(Row(), changes: 2);
        var first = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Parked(first)], Ct);
        var second = Assert.Single(await ClaimChangesAsync());
        await Store.RedeliverAsync(first.Change.Id, Now, Ct);

        await AssertLocksInOrderAsync(
            "payment_change", $"'{first.Change.Id}'", $"'{second.Change.Id}'",
            store => store.CommitDeliveriesAsync([Delivered(second)], Ct));
    }

    /// <summary>Asserts that a call that waits for one row has not locked the other one yet.</summary>
    private async Task AssertLocksInOrderAsync(string table, string first, string second, Func<ITrackingStore, Task> call)
    {
        var name = $"order-{Fixture.Schema}";
        await using var process = Fixture.Start(
            options => options.ConnectionString = $"{Fixture.ConnectionString};Application Name={name}");
        await process.Store.PrepareAsync(Ct);
        await using var connection = new NpgsqlConnection(Fixture.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await LockAsync(first);
        var calling = call(process.Store);
        var waiting = $"SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = '{name}'";
        while ((await Fixture.ReadAsync(waiting, Ct)).Count == 0) Assert.False(calling.IsCompleted);

        await LockAsync(second);

        await transaction.CommitAsync(Ct);
        await calling;

        async Task LockAsync(string id)
        {
            await using var command = new NpgsqlCommand(
                $"SELECT id FROM {Fixture.Schema}.{table} WHERE id = {id} FOR UPDATE NOWAIT", connection);
            await command.ExecuteNonQueryAsync(Ct);
        }
    }
}
