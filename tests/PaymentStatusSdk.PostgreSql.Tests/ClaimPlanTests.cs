using PaymentStatusSdk.PostgreSql.Store;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Rows that are not due cost a claim nothing, regardless of the server's table statistics.</summary>
public sealed class ClaimPlanTests : PostgreSqlTest
{
    [Theory]
    [InlineData("none", "")]
    [InlineData("of an empty table", "ANALYZE")]
    [InlineData("when all was due", "")]
    [InlineData("when nothing was due", "")]
    public async Task Claim_reads_one_range_of_the_index(string statistics, string before)
    {
        await Store.PrepareAsync(Ct);
        var analyze = $"ANALYZE {Fixture.Schema}.payment_tracked";
        if (before.Length > 0) await Fixture.ExecuteAsync(analyze, Ct);
        var then = statistics switch { "when all was due" => "-1 day", "when nothing was due" => "1 day", _ => "0 day" };
        await Fixture.ExecuteAsync(
            $"""
            ALTER TABLE {Fixture.Schema}.payment_tracked SET (autovacuum_enabled = false);
            INSERT INTO {Fixture.Schema}.payment_tracked (client, merchant_key, asked_by_merchant, status, state, due_at, deadline_at,
                tracked_at, document)
            SELECT 'cards', i::text, true, 'Active', 'Pending', now() + interval '{then}', now(), now(), '1'
                FROM generate_series(1, 20000) i
            """, Ct);
        if (statistics.StartsWith("when", StringComparison.Ordinal)) await Fixture.ExecuteAsync(analyze, Ct);
        await Fixture.ExecuteAsync(
            $"UPDATE {Fixture.Schema}.payment_tracked SET due_at = now() + CASE WHEN id % 100 = 0 THEN -interval '1 hour' ELSE interval '1 "
            + "hour' END", Ct);

        var sql = CheckSql.Claim($"{Fixture.Schema}.payment_tracked")
            .Replace("$1", "'cards'", StringComparison.Ordinal).Replace("$2", "now()", StringComparison.Ordinal)
            .Replace("$3", "64", StringComparison.Ordinal).Replace("$4", "now()", StringComparison.Ordinal);
        var plan = string.Join('\n', await Fixture.ReadAsync($"EXPLAIN {sql}", Ct, CheckSql.ByIndexOnly));

        Assert.Contains("Index Scan using payment_tracked_due", plan, StringComparison.Ordinal);
        Assert.Contains("Index Scan using payment_tracked_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
    }
}
