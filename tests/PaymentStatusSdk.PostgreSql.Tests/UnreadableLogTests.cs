using System.Text.Json;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Unreadable rows are logged for the operator with their id and without their content.</summary>
public sealed class UnreadableLogTests : PostgreSqlTest
{
    private const string Canary = """{"canary":1}""";

    [Fact]
    public async Task Unreadable_transaction_and_change_are_logged_once_an_hour_as_errors()
    {
        await using var process = Fixture.Start(_ => { });
        var tracked = await AddWithChangesAsync(Row());
        var changeId = Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items).Change.Id;
        var row = await AddAsync(Row("order-2"));
        await Fixture.SetDocumentAsync(row.Id, Canary, Ct);
        await Fixture.SetChangeDocumentsAsync(tracked.Id, Canary, Ct);

        for (var minutes = 0; minutes < 59; minutes += 10)
        {
            Assert.Empty(await ClaimAsync(store: process.Store));
            Assert.Empty(await ClaimChangesAsync(store: process.Store));
            Clock.Advance(TimeSpan.FromMinutes(9));
        }

        var transaction = Assert.Single(process.Log.Lines, line => line.EventId.Id == 1401);
        var change = Assert.Single(process.Log.Lines, line => line.EventId.Id == 1402);
        Assert.Equal((LogLevel.Error, LogLevel.Error), (transaction.Level, change.Level));
        Assert.Contains($"payment_tracked {row.Id} ", transaction.Message, StringComparison.Ordinal);
        Assert.Contains($"payment_change {changeId} ", change.Message, StringComparison.Ordinal);
        Assert.All(process.Log.Lines, line => Assert.DoesNotContain("canary", line.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Corrected_and_woken_row_is_claimed_immediately()
    {
        var row = await AddAsync(Row());
        await Fixture.SetDocumentAsync(row.Id, Canary, Ct);
        Assert.Empty(await ClaimAsync());
        await Fixture.SetDocumentAsync(row.Id, JsonSerializer.Serialize(row, TrackingJsonContext.Default.TrackedTransaction), Ct);

        Assert.Equal(1, await WakeAsync(row.Id));

        Assert.Equal(row.Id, Assert.Single(await ClaimAsync()).Transaction.Id);
    }
}
