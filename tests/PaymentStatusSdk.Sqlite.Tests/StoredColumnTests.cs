using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The columns that each kind of write has, with their types, and the values of rows in them.</summary>
public sealed class StoredColumnTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly TrackedTransaction Row = new()
    {
        Id = 7,
        ClientName = "cards",
        Query = TransactionQuery.ByMerchantReference("order"),
        Status = TrackingStatus.Active,
        GatewayReference = "g-1",
        MerchantReference = "order",
        Sequence = 3,
        TrackedAt = Now,
        DeadlineAt = Now.AddDays(3),
        NextCheckAt = Now.AddHours(1),
    };

    private static readonly TransactionKeys Keys = new("G-1", "ORDER", true);

    private static readonly string[] WrittenColumns =
    [
        "gateway_reference Text", "gateway_key Key", "duplicate_key Key", "merchant_reference Text", "merchant_key Key",
        "by_merchant_reference Flag", "status Name", "state Name", "final Flag", "contested Flag", "mismatch Flag", "due_at Time",
        "leased Flag", "fence Number", "wakes Number", "sequence Number", "deadline_at Time", "completed_at Time", "document Document",
    ];

    [Fact]
    public void Columns_of_rows_have_their_types()
    {
        Assert.Equal(["key id Number", .. WrittenColumns], Show(TrackedRow.Written));
        Assert.Equal(["client Name", "tracked_at Time", .. WrittenColumns], Show(TrackedRow.Added));
        Assert.Equal(["key id Number", "gateway_key Key"], Show(TrackedRow.Released));
        Assert.Equal(["key id Number", "due_at Time", "leased Flag", "fence Number"], Show(LeaseUpdate.OfRow));
        Assert.Equal(["key id Number", "key fence Number", "key leased Flag", "due_at Time"], Show(LeaseRenewal.OfRow));
        Assert.Equal(["key id Number", "status Name", "wakes Number", "due_at Time", "deadline_at Time"], Show(WakeUpdate.Columns));
        Assert.Equal(["key lock_key Key", "holder Uuid", "expires_at Time", "duration Number"], Show(LockRow.Columns));
    }

    [Fact]
    public void Columns_of_changes_have_their_types()
    {
        Assert.Equal(
            [
                "id Uuid", "transaction_id Number", "sequence Number", "kind Name", "created_at Time", "status Name", "head Flag",
                "due_at Time", "document Document",
            ],
            Show(ChangeRow.Added));
        Assert.Equal(["key id Uuid", "completed_handlers Text"], Show(ChangeRow.Completed));
        Assert.Equal(
            [
                "key id Uuid", "status Name", "tries Number", "completed_handlers Text", "due_at Time", "delivered_at Time",
                "last_error Text", "leased Flag", "head Flag",
            ],
            Show(ChangeRow.Delivered));
        Assert.Equal(["key id Uuid", "head Flag"], Show(ChangeRow.Order));
        Assert.Equal(["key id Uuid", "due_at Time", "leased Flag", "fence Number", "tries Number"], Show(LeaseUpdate.OfChange));
        Assert.Equal(["key id Uuid", "key fence Number", "key leased Flag", "due_at Time"], Show(LeaseRenewal.OfChange));
    }

    [Fact]
    public void Values_of_a_row_are_written_to_its_columns()
    {
        var values = Values(TrackedRow.Written, new RowUpdate(Row, Keys, 5, 6));

        Assert.Contains("\"clientName\":\"cards\"", Assert.IsType<string>(values["document"]), StringComparison.Ordinal);
        values.Remove("document");
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["id"] = 7L,
                ["gateway_reference"] = "g-1",
                ["gateway_key"] = "G-1",
                ["duplicate_key"] = null,
                ["merchant_reference"] = "order",
                ["merchant_key"] = "ORDER",
                ["by_merchant_reference"] = true,
                ["status"] = "Active",
                ["state"] = "Unknown",
                ["final"] = false,
                ["contested"] = false,
                ["mismatch"] = false,
                ["due_at"] = Now.AddHours(1),
                ["leased"] = false,
                ["fence"] = 5L,
                ["wakes"] = 6L,
                ["sequence"] = 3L,
                ["deadline_at"] = Now.AddDays(3),
                ["completed_at"] = null,
            },
            values);
    }

    [Fact]
    public void Key_of_a_duplicate_is_written_to_a_column_of_its_own()
    {
        var row = Row with { Status = TrackingStatus.Duplicate, CompletedAt = Now };

        var values = Values(TrackedRow.Written, new RowUpdate(row, Keys with { IsByMerchantReference = false }, 1, 0));

        AssertHas(values, ("gateway_key", null), ("duplicate_key", "G-1"), ("by_merchant_reference", false), ("status", "Duplicate"));
        AssertHas(values, ("due_at", null), ("completed_at", Now));
    }

    [Theory]
    [InlineData(Finality.Open, false, false)]
    [InlineData(Finality.Provisional, false, false)]
    [InlineData(Finality.Final, false, true)]
    [InlineData(Finality.Open, true, false)]
    public void State_and_finality_of_the_belief_have_columns(Finality finality, bool isContested, bool isFinal)
    {
        var values = Values(TrackedRow.Written, new RowUpdate(Row with { Belief = Belief(finality, isContested) }, Keys, 1, 0));

        AssertHas(values, ("state", "Captured"), ("final", isFinal), ("contested", isContested));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resolved_row_is_listed_neither_as_contested_nor_as_a_mismatch(bool isResolved)
    {
        var row = Row with
        {
            Belief = Belief(Finality.Open, isContested: true),
            HasMismatch = true,
            Resolution = isResolved ? new ManualResolution { Reason = "refunded", ResolvedBy = "ann" } : null,
        };

        var values = Values(TrackedRow.Written, new RowUpdate(row, Keys, 1, 0));

        AssertHas(values, ("contested", !isResolved), ("mismatch", !isResolved));
    }

    [Fact]
    public void Row_is_due_at_its_next_check_and_an_active_one_always()
    {
        Assert.Equal(Now.AddHours(1), DueRules.DueAt(Row));
        Assert.Equal(Now, DueRules.DueAt(Row with { NextCheckAt = null }));
        Assert.Equal(Now.AddHours(1), DueRules.DueAt(Row with { Status = TrackingStatus.Completed }));
        Assert.Null(DueRules.DueAt(Row with { Status = TrackingStatus.Completed, NextCheckAt = null }));
        foreach (var status in new[]
        {
            TrackingStatus.Unknown, TrackingStatus.Expired, TrackingStatus.Stopped, TrackingStatus.Duplicate,
        })
            Assert.Null(DueRules.DueAt(Row with { Status = status }));
    }

    [Fact]
    public void Values_of_a_change_are_written_to_its_columns()
    {
        var change = new StatusChange
        {
            Id = Guid.NewGuid(),
            Sequence = 4,
            Kind = StatusChangeKind.Mismatch,
            At = Now.AddTicks(1),
            Transaction = Row,
        };

        var values = Values(ChangeRow.Added, new NewChange(change, true, Now.AddTicks(11)));

        Assert.Contains("\"sequence\":4", Assert.IsType<string>(values["document"]), StringComparison.Ordinal);
        values.Remove("document");
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["id"] = change.Id,
                ["transaction_id"] = 7L,
                ["sequence"] = 4L,
                ["kind"] = "Mismatch",
                ["created_at"] = Now.AddMicroseconds(1),
                ["status"] = "Pending",
                ["head"] = true,
                ["due_at"] = Now.AddMicroseconds(2),
            },
            values);
    }

    [Theory]
    [InlineData(DeliveryStatus.Pending, true)]
    [InlineData(DeliveryStatus.Delivered, false)]
    [InlineData(DeliveryStatus.Parked, false)]
    public void Result_of_a_delivery_is_written_and_only_a_pending_change_is_due_again(DeliveryStatus status, bool isDue)
    {
        var id = Guid.NewGuid();
        var commit = new DeliveryCommit(id, 3, status, 2, ["one", "two"], Now.AddHours(1), Now, "System.FormatException");

        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["id"] = id,
                ["status"] = status.ToString(),
                ["tries"] = 2L,
                ["completed_handlers"] = "one\ntwo",
                ["due_at"] = isDue ? Now.AddHours(1) : null,
                ["delivered_at"] = Now,
                ["last_error"] = "System.FormatException",
                ["leased"] = false,
                ["head"] = false,
            },
            Values(ChangeRow.Delivered, commit));
        Assert.Null(Values(ChangeRow.Completed, commit with { CompletedHandlers = [] })["completed_handlers"]);
    }

    [Fact]
    public void Values_of_leases_wakes_and_locks_are_written()
    {
        var lease = new LeaseUpdate(7L, Now, IsLeased: true, Fence: 2);
        AssertValues(LeaseUpdate.OfRow, lease, 7L, Now, true, 2L);
        AssertValues(LeaseUpdate.OfChange, lease with { IsLeased = false }, 7L, Now, false, 2L, 0L);
        AssertValues(LeaseRenewal.OfRow, new LeaseRenewal(7L, 2, Now), 7L, 2L, true, Now);
        AssertValues(TrackedRow.Released, 7L, 7L, null);
        var holder = Guid.NewGuid();
        AssertValues(LockRow.Columns, new LockRow("key", holder, Now, TimeSpan.FromTicks(10)), "key", holder, Now, 10L);
        var stored = new StoredRow(7, "cards", TrackingStatus.Completed, null, Now, false, 1, 8, 2, Keys);
        var decision = new WakeDecision(7, Now, Now.AddDays(1), true);
        var wake = Assert.Single(WakeUpdate.Of([decision], [stored with { Id = 6, Wakes = 3 }, stored]));
        AssertValues(WakeUpdate.Columns, wake, 7L, "Active", 9L, Now, Now.AddDays(1));
    }

    private static void AssertHas(Dictionary<string, object?> values, params (string Name, object? Value)[] expected) =>
        Assert.All(expected, one => Assert.Equal(one.Value, values[one.Name]));

    private static void AssertValues<T>(SqlColumn<T>[] columns, T row, params object?[] expected) =>
        Assert.Equal(expected, columns.Select(column => column.Value(row)));

    private static IEnumerable<string> Show<T>(IEnumerable<SqlColumn<T>> columns) =>
        columns.Select(column => $"{(column.IsKey ? "key " : "")}{column.Name} {column.Type}");

    private static Dictionary<string, object?> Values<T>(IEnumerable<SqlColumn<T>> columns, T row) =>
        columns.ToDictionary(column => column.Name, column => column.Value(row));

    private static StatusBelief Belief(Finality finality, bool isContested)
    {
        var belief = StatusRules.Advance(null, Result(PaymentState.Captured, Now, finality))!;
        return isContested ? StatusRules.Advance(belief, Result(PaymentState.Pending, Now.AddSeconds(1), Finality.Open))! : belief;
    }

    private static TransactionStatusResult Result(PaymentState state, DateTimeOffset at, Finality finality) => new()
    {
        ClientName = "cards",
        Outcome = LookupOutcome.Answered,
        State = state,
        Finality = finality,
        MerchantReference = "order",
        AskedAt = at,
        ObservedAt = at,
    };
}
