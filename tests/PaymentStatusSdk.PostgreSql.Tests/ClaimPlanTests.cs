using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

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
            INSERT INTO {Fixture.Schema}.payment_tracked (client, merchant_key, by_merchant_reference, status, state, due_at, deadline_at,
                tracked_at, document)
            SELECT 'cards', i::text, true, 'Active', 'Pending', now() + interval '{then}', now(), now(), '1'
                FROM generate_series(1, 20000) i
            """, Ct);
        if (statistics.StartsWith("when", StringComparison.Ordinal)) await Fixture.ExecuteAsync(analyze, Ct);
        await Fixture.ExecuteAsync(
            $"UPDATE {Fixture.Schema}.payment_tracked SET due_at = now() + CASE WHEN id % 100 = 0 THEN -interval '1 hour' ELSE interval '1 "
            + "hour' END", Ct);

        await using var dialect = Dialect();
        var due = new Checks(dialect).Due(new CheckClaim("cards", 64, Now, Now), []).Text
            .Replace("@client", "'cards'", StringComparison.Ordinal).Replace("@now", "now()", StringComparison.Ordinal)
            .Replace("@count", "64", StringComparison.Ordinal);
        var lease = new LeaseUpdate(1L, Now, true, 1);
        var update = Assert.Single(dialect.Update(dialect.Table("payment_tracked"), LeaseUpdate.OfRow, [lease, lease])).Text
            .Replace("@id", "'{1,2}'::bigint[]", StringComparison.Ordinal)
            .Replace("@due_at", "'{now,now}'::timestamptz[]", StringComparison.Ordinal)
            .Replace("@leased", "'{t,t}'::boolean[]", StringComparison.Ordinal)
            .Replace("@fence", "'{1,1}'::bigint[]", StringComparison.Ordinal);
        var settings = Assert.Single(dialect.BeforeClaim()).Text;
        var plan = string.Join(
            '\n',
            [.. await Fixture.ReadAsync($"EXPLAIN {due}", Ct, settings), .. await Fixture.ReadAsync($"EXPLAIN {update}", Ct, settings)]);

        Assert.Contains("Index Scan using payment_tracked_due", plan, StringComparison.Ordinal);
        Assert.Contains("Index Scan using payment_tracked_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ANALYZE")]
    public async Task Rows_are_found_by_their_numbers_and_keys(string statistics)
    {
        await Store.PrepareAsync(Ct);
        await Fixture.ExecuteAsync(
            $"""
            ALTER TABLE {Fixture.Schema}.payment_tracked SET (autovacuum_enabled = false);
            INSERT INTO {Fixture.Schema}.payment_tracked (client, gateway_key, merchant_key, by_merchant_reference, status, state,
                deadline_at, tracked_at, document)
            SELECT 'cards', i::text, (i / 3)::text, true, 'Active', 'Pending', now(), now(),
                to_json(repeat(md5(i::text), 40)) FROM generate_series(1, 20000) i;
            """, Ct);
        if (statistics.Length > 0) await Fixture.ExecuteAsync($"{statistics} {Fixture.Schema}.payment_tracked", Ct);
        await using var dialect = Dialect();
        string[] ids = [.. Enumerable.Range(1, 100).Select(id => $"{id * 7}")];
        var byKeys = RowOrder.Select(
            dialect, "t.id", ["client = 'cards' AND gateway_key = '7'", "client = 'cards' AND merchant_key = '9'"], true);
        var batch = RowOrder.Select(
            dialect, "t.id",
            [$"id = ANY('{{{string.Join(',', ids)}}}')", $"client = 'cards' AND gateway_key = ANY('{{{string.Join(',', ids)}}}')"], true);

        List<string> plans =
            [.. await Fixture.ReadAsync($"EXPLAIN {byKeys}", Ct), "", .. await Fixture.ReadAsync($"EXPLAIN {batch}", Ct)];

        Assert.DoesNotContain(plans, line => line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_find_contested_payments_and_mismatches_in_small_indexes()
    {
        await Store.PrepareAsync(Ct);
        await Fixture.ExecuteAsync(
            $"""
            INSERT INTO {Fixture.Schema}.payment_tracked (client, by_merchant_reference, status, state, deadline_at, tracked_at, document)
            SELECT 'cards', true, 'Completed', 'Captured', now(), now(), to_json(repeat(md5(i::text), 40)) FROM generate_series(1, 20000) i;
            """, Ct);
        await Fixture.ExecuteAsync($"ANALYZE {Fixture.Schema}.payment_tracked", Ct);
        await using var dialect = Dialect();
        var lists = new Lists(dialect);

        Assert.Contains("using payment_tracked_contested", await PlanAsync(new() { IsContested = true }), StringComparison.Ordinal);
        Assert.Contains("using payment_tracked_mismatch", await PlanAsync(new() { HasMismatch = true }), StringComparison.Ordinal);

        async Task<string> PlanAsync(TrackedFilter filter) => string.Join('\n', await Fixture.ReadAsync(
            "EXPLAIN " + lists.Select(filter).Text.Replace("@count", "101", StringComparison.Ordinal), Ct));
    }

    private PostgreSqlDialect Dialect() => new(
        new PostgreSqlStoreOptions { ConnectionString = Fixture.ConnectionString, Schema = Fixture.Schema }, null!, TimeProvider.System,
        NullLoggerFactory.Instance);
}
