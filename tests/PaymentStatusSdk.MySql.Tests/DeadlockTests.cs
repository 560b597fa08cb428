using System.Data;
using MySqlConnector;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>A deadlock ends the transaction of the merchant on the server, and the driver does not know it.</summary>
public sealed class DeadlockTests : MySqlTest
{
    [Fact]
    public async Task Transaction_that_a_deadlock_has_ended_is_refused()
    {
        await Store.PrepareAsync(Ct);
        await Fixture.ExecuteAsync("CREATE TABLE shop_orders (id INTEGER PRIMARY KEY) SELECT 1 AS id UNION SELECT 2", Ct);
        await using var first = new MySqlConnection(Fixture.ConnectionString);
        await using var second = new MySqlConnection(Fixture.ConnectionString);
        await using var one = await BeginAsync(first);
        await using var other = await BeginAsync(second);
        await LockAsync(one, 1);
        await LockAsync(other, 2);
        var waiting = LockAsync(one, 2);

        var failures = await Task.WhenAll(
            Record.ExceptionAsync(() => waiting).AsTask(), Record.ExceptionAsync(() => LockAsync(other, 1)).AsTask());

        var victim = failures[0] is MySqlException { ErrorCode: MySqlErrorCode.LockDeadlock } ? one : other;
        var thrown = await Assert.ThrowsAsync<ArgumentException>(
            () => ((ITransactionalTrackingStore)Store).AddAsync(Row(), Keys(Row()), _ => null, victim, Ct));
        Assert.Contains("open transaction", thrown.Message, StringComparison.Ordinal);
        Assert.Empty((await Store.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    private static async Task<MySqlTransaction> BeginAsync(MySqlConnection connection)
    {
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, TestContext.Current.CancellationToken);
    }

    private async Task LockAsync(MySqlTransaction transaction, int id)
    {
        await using var command = new MySqlCommand(
            "SELECT id FROM shop_orders WHERE id = @id FOR UPDATE", transaction.Connection, transaction);
        command.Parameters.AddWithValue("@id", id);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
