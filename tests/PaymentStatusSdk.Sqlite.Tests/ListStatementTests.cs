using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements of lists, and the ends of their pages.</summary>
public sealed class ListStatementTests : LockingStoreTest
{
    private const string Rows = "SELECT payment_tracked /*payment_tracked_list*/ payment_tracked (count Number)";

    [Fact]
    public void Every_filter_is_a_condition_with_a_typed_value()
    {
        var statement = Select(new TrackedFilter
        {
            ClientName = "cards",
            Status = TrackingStatus.Active,
            State = PaymentState.Captured,
            IsContested = false,
            HasMismatch = false,
            TrackedFrom = Now.AddTicks(1),
            TrackedBefore = Now.AddTicks(11),
            After = 9,
            TransactionId = "a-b",
            PageSize = 7,
        });

        Assert.Contains(
            "FROM (SELECT t.id FROM (SELECT id FROM payment_tracked WHERE gateway_key IN (@gateway_key0, @gateway_key1) "
            + "UNION SELECT id FROM payment_tracked WHERE merchant_key IN (@merchant_key0, @merchant_key1) "
            + "UNION SELECT id FROM payment_tracked WHERE duplicate_key IN (@duplicate_key0, @duplicate_key1)) k "
            + "JOIN payment_tracked t ON t.id = k.id WHERE t.id > 0 AND COALESCE(t.client, '') = @client AND t.status = 'Active' "
            + "AND COALESCE(t.state, '') = @state AND t.contested = FALSE AND t.mismatch = FALSE AND t.tracked_at >= @tracked_from "
            + "AND t.tracked_at < @tracked_before AND t.id < @after "
            + "AND (t.gateway_reference = @reference OR t.merchant_reference = @reference) ORDER BY t.id DESC LIMIT @count) page",
            statement.Text,
            StringComparison.Ordinal);
        Assert.Equal(
            [
                new SqlValue("client", SqlType.Name, "cards"), new SqlValue("state", SqlType.Name, "Captured"),
                new SqlValue("tracked_from", SqlType.Time, Now.AddMicroseconds(1)),
                new SqlValue("tracked_before", SqlType.Time, Now.AddMicroseconds(2)), new SqlValue("after", SqlType.Number, 9L),
                new SqlValue("reference", SqlType.Text, "a-b"),
                new SqlValue("gateway_key0", SqlType.Key, "a-b"), new SqlValue("gateway_key1", SqlType.Key, "A-B"),
                new SqlValue("merchant_key0", SqlType.Key, "a-b"), new SqlValue("merchant_key1", SqlType.Key, "A-B"),
                new SqlValue("duplicate_key0", SqlType.Key, "a-b"), new SqlValue("duplicate_key1", SqlType.Key, "A-B"),
                new SqlValue("count", SqlType.Number, 8L),
            ],
            statement.Values);
    }

    [Fact]
    public void Page_without_filters_is_found_in_the_index_of_the_list()
    {
        var statement = Select(new TrackedFilter { PageSize = 7 });

        Assert.Contains(
            "FROM (SELECT t.id FROM payment_tracked t /*payment_tracked_list*/ WHERE t.id > 0 ORDER BY t.id DESC LIMIT @count) page",
            statement.Text,
            StringComparison.Ordinal);
        Assert.Equal(new SqlValue("count", SqlType.Number, 8L), Assert.Single(statement.Values));
        Assert.Equal((true, false), (statement.ReturnsRows, statement.IsPrepared));
    }

    [Fact]
    public void Rare_rows_are_found_in_indexes_of_their_own()
    {
        TrackedFilter[] rare =
        [
            new() { IsContested = true }, new() { HasMismatch = true }, new() { Status = TrackingStatus.Expired },
            new() { Status = TrackingStatus.Stopped }, new() { Status = TrackingStatus.Duplicate },
        ];
        TrackedFilter[] others =
        [
            new() { IsContested = false }, new() { HasMismatch = false }, new() { Status = TrackingStatus.Active },
            new() { Status = TrackingStatus.Completed }, new() { Status = TrackingStatus.Unknown },
        ];

        Assert.All(rare, filter => Assert.Contains(" WHERE TRUE AND ", Select(filter).Text, StringComparison.Ordinal));
        Assert.All(others, filter => Assert.Contains(" WHERE t.id > 0 AND ", Select(filter).Text, StringComparison.Ordinal));
        Assert.Contains(" AND t.contested = TRUE ", Select(rare[0]).Text, StringComparison.Ordinal);
        Assert.Contains(" AND t.mismatch = TRUE ", Select(rare[1]).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "b", 2L)]
    [InlineData(2, "b, a", null)]
    [InlineData(3, "b, a", null)]
    public async Task Page_of_rows_is_followed_by_another_one_if_there_are_more(int pageSize, string expected, long? next)
    {
        await AddAsync(Row("a"));
        await AddAsync(Row("b"));

        var page = await RunsAsync(() => Store.ListAsync(new TrackedFilter { PageSize = pageSize }, Ct), BeginList, Rows, Commit);

        Assert.Equal(expected, string.Join(", ", page.Items.Select(row => row.MerchantReference)));
        Assert.Equal(next, page.Next);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public async Task Page_of_changes_is_followed_by_another_one_if_there_are_more(int pageSize, bool isLast)
    {
        var ids = await AddChangesAsync("a", count: 2);

        var page = await RunsAsync(
            () => Store.ListChangesAsync(new StatusChangeFilter { PageSize = pageSize }, Ct),
            BeginList, "SELECT payment_change (count Number)", Commit);

        Assert.Equal(ids.AsEnumerable().Reverse().Take(pageSize), page.Items.Select(one => one.Change.Id));
        Assert.Equal(isLast ? (Guid?)null : ids[1], page.Next);
        // There are many texts of lists.
        Assert.DoesNotContain(Assert.Single(Dialect.Connections).Commands.Keys, text => text.Contains("SELECT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changes_are_listed_by_every_filter_with_their_progress()
    {
        var first = Assert.Single(await AddChangesAsync("a"));
        await Store.CommitDeliveriesAsync(
            [Ended(Assert.Single(await ClaimChangesAsync()), DeliveryStatus.Pending) with { LastError = "System.FormatException" }], Ct);
        var second = Assert.Single(await AddChangesAsync("b", id: new Guid("ffffffff-0000-7000-8000-000000000000")));
        await Store.CommitDeliveriesAsync([Ended(Assert.Single(await ClaimChangesAsync()), DeliveryStatus.Delivered)], Ct);

        Assert.Equal(
            [first], await ListAsync(
                new StatusChangeFilter { TransactionId = 1, Status = DeliveryStatus.Pending, After = second },
                "(transaction Number, after Uuid, count Number)"));
        Assert.Empty(
            await ListAsync(
                new StatusChangeFilter { TransactionId = 2, After = second }, "(transaction Number, after Uuid, count Number)"));
        Assert.Equal([second], await ListAsync(new StatusChangeFilter { Status = DeliveryStatus.Delivered }, "(count Number)"));
        Assert.Equal([second], await ListAsync(new StatusChangeFilter { TransactionId = 2 }, "(transaction Number, count Number)"));
        var items = (await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items;
        Assert.Equal(
            [
                new StatusChangeDelivery { Change = items[0].Change, Status = DeliveryStatus.Delivered, Tries = 1, DeliveredAt = Now },
                new StatusChangeDelivery
                {
                    Change = items[1].Change,
                    Status = DeliveryStatus.Pending,
                    Tries = 1,
                    NextTryAt = Now.AddMinutes(5),
                    LastError = "System.FormatException",
                },
            ],
            items);

        async Task<IEnumerable<Guid>> ListAsync(StatusChangeFilter filter, string parameters)
        {
            var page = await RunsAsync(() => Store.ListChangesAsync(filter, Ct), BeginList, $"SELECT payment_change {parameters}", Commit);
            return page.Items.Select(one => one.Change.Id);
        }
    }

    [Fact]
    public async Task Uuid_is_found_by_the_text_that_the_gateway_uses()
    {
        const string Upper = "0198C0DE-0000-7000-8000-00000000000A";
        await Store.AddAsync(
            Row("a") with { GatewayReference = Upper }, new TransactionKeys("0198c0de-0000-7000-8000-00000000000a", null, false), _ => null,
            Ct);

        Assert.Single((await Store.ListAsync(new TrackedFilter { TransactionId = Upper }, Ct)).Items);
    }

    private SqlStatement Select(TrackedFilter filter) => new Lists(Dialect).Select(filter);
}
