using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

public sealed class EnrollmentRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    // Rows as "gateway merchant", with a star behind a row that is queried by merchant reference and an x behind a duplicate; the keys of
    // the new transaction in the same form; the number of the row that it joins, from 1, or 0.
    [Theory]
    [InlineData("", "g m", 0)]
    [InlineData("g -", "g -", 1)]
    [InlineData("g -", "h -", 0)]
    [InlineData("g -x", "g -", 0)]
    [InlineData("- m*,g -", "g m*", 2)]
    [InlineData("- m*", "- m*", 1)]
    [InlineData("- m*x", "- m*", 0)]
    [InlineData("- m*", "- n*", 0)]
    [InlineData("- m*", "g m", 1)]
    [InlineData("- m", "g m", 0)]
    [InlineData("- m", "g m*", 1)]
    [InlineData("h m", "g m*", 0)]
    [InlineData("h m", "- m*", 1)]
    [InlineData("h m", "- m", 0)]
    [InlineData("g m,h m", "- m*", 0)]
    [InlineData("g m,h m*", "- m*", 2)]
    [InlineData("g m*,h m*", "- m*", 0)]
    [InlineData("g m*,- m*,h m", "- m*", 2)]
    [InlineData("- m*,- m*", "- m*", 0)]
    [InlineData("- m*,- m*", "g m", 0)]
    [InlineData("- -*", "g -", 0)]
    [InlineData("g m*,h m*,- m", "- m*", 0)]
    public void Keys_decide_which_row_is_joined(string rows, string keys, int expected)
    {
        StoredRow[] stored = [.. rows.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((row, index) => new StoredRow(
            index + 1, "cards", row.EndsWith('x') ? TrackingStatus.Duplicate : TrackingStatus.Active, Now, Now, false, 0, 0, 0,
            Keys(row)))];

        Assert.Equal(expected, EnrollmentRules.Find(stored, Keys(keys))?.Id ?? 0);
        // Neither the order nor a row that was found by both keys matters.
        Assert.Equal(expected, EnrollmentRules.Find([.. stored.Reverse(), .. stored], Keys(keys))?.Id ?? 0);
    }

    [Theory]
    [InlineData("g", "g2", null)]
    [InlineData(null, "g2", null)]
    [InlineData("g", "g2", "reference")]
    [InlineData(null, "g2", "reference")]
    [InlineData("g", null, "reference")]
    public void Joined_row_keeps_its_keys_unless_a_new_attempt_begins(string? known, string? reported, string? reference)
    {
        var row = new StoredRow(5, "cards", TrackingStatus.Stopped, null, Now, true, 3, 2, 1, new TransactionKeys(known, "m", true));
        var joined = new TrackedTransaction
        {
            ClientName = "cards",
            Query = TransactionQuery.ByGatewayReference("g"),
            GatewayReference = reference,
        };

        var update = EnrollmentRules.Join(row, joined, new TransactionKeys(reported, "n", false));

        Assert.Equal(new TransactionKeys(reference is null ? null : reported ?? known, "m", false), update.Keys);
        Assert.Equal((5, 4, 2), (update.Transaction.Id, update.Fence, update.Wakes));
    }

    // Otherwise, a notification with this reference only would not find the row, and the same reference would be tracked in a second row.
    [Theory]
    [InlineData(null, null, PaymentState.Declined, null)]
    [InlineData(null, "g-2", PaymentState.Declined, "g-2")]
    [InlineData("g-1", null, PaymentState.Declined, null)]
    [InlineData("g-1", "g-1", PaymentState.Declined, "g-1")]
    [InlineData("g-1", "g-2", PaymentState.Declined, "g-2")]
    [InlineData(null, "g-2", PaymentState.Pending, "g-2")]
    [InlineData("g-1", null, PaymentState.Pending, "g-1")]
    public void Gateway_key_of_a_joined_row_is_that_of_its_reference(string? known, string? stated, PaymentState state, string? expected)
    {
        var row = EnrolledRows.Ended(state, TrackingStatus.Stopped) with { GatewayReference = known };
        var stored = new StoredRow(5, "cards", row.Status, null, Now, false, 3, 2, 1, new TransactionKeys(known, "ORDER-1", true));
        var query = EnrolledRows.ByOrder with { ExpectedGatewayReference = stated };

        var joined = Enrollment.Join(row, EnrolledRows.Row(query, EnrolledRows.Later), EnrolledRows.Exact)!;
        var update = EnrollmentRules.Join(stored, joined, TransactionKeys.Of(query, EnrolledRows.Exact));

        Assert.Equal((expected, expected), (update.Transaction.GatewayReference, update.Keys.GatewayKey));
    }

    [Fact]
    public void Joined_row_without_a_merchant_key_gets_the_new_one()
    {
        var row = new StoredRow(5, "cards", TrackingStatus.Active, null, Now, false, 3, 2, 1, new TransactionKeys("g", null, false));
        var joined = new TrackedTransaction { ClientName = "cards", Query = TransactionQuery.ByGatewayReference("g") };

        Assert.Equal("n", EnrollmentRules.Join(row, joined, new TransactionKeys("g", "n", false)).Keys.MerchantKey);
    }

    private static TransactionKeys Keys(string text)
    {
        var parts = text.TrimEnd('x').TrimEnd('*').Split(' ');
        return new TransactionKeys(
            parts[0] == "-" ? null : parts[0], parts[1] == "-" ? null : parts[1], text.Contains('*', StringComparison.Ordinal));
    }
}
