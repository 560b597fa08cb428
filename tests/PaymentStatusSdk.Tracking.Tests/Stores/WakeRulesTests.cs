using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

public sealed class WakeRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Keys of the row; whether it is queried by merchant reference; keys of the call, with S after a signed one; the effect: - none, H only
    // when active, S always.
    [Theory]
    [InlineData("g m", false, "gS m", "S")]
    [InlineData("g m", false, "gS n", "S")]
    [InlineData("g m", false, "g mS", "S")]
    [InlineData("g m", false, "h mS", "S")]
    [InlineData("g m", false, "- mS", "S")]
    [InlineData("- m", false, "h mS", "S")]
    [InlineData("g m", false, "hS mS", "-")]
    [InlineData("g m", true, "hS mS", "S")]
    [InlineData("g m", false, "g nS", "-")]
    [InlineData("g -", false, "g nS", "H")]
    [InlineData("g m", false, "hS m", "-")]
    [InlineData("g m", true, "hS m", "-")]
    [InlineData("- m", true, "hS m", "H")]
    [InlineData("g m", false, "g m", "H")]
    [InlineData("g m", false, "g n", "H")]
    [InlineData("g m", false, "h m", "-")]
    [InlineData("g m", true, "h m", "H")]
    [InlineData("- m", false, "h m", "H")]
    [InlineData("g m", false, "- m", "H")]
    [InlineData("g m", false, "h n", "-")]
    [InlineData("- -", false, "g m", "-")]
    [InlineData("- -", false, "- -", "-")]
    [InlineData("- -", false, "gS mS", "-")]
    public void Keys_decide_which_rows_are_woken(string row, bool isByMerchant, string call, string expected)
    {
        var keys = new TransactionKeys(Part(row, 0), Part(row, 1), isByMerchant);
        var (gateway, merchant) = (Part(call, 0), Part(call, 1));
        var wake = Call() with
        {
            GatewayKey = gateway?[..1],
            MerchantKey = merchant?[..1],
            IsGatewayKeySigned = gateway?.EndsWith('S') == true,
            IsMerchantKeySigned = merchant?.EndsWith('S') == true,
        };

        var active = WakeRules.Decide(Row() with { Keys = keys }, wake);
        var completed = WakeRules.Decide(Row(TrackingStatus.Completed) with { Keys = keys }, wake);

        Assert.Equal(
            expected, (active, completed) switch { (null, null) => "-", (not null, null) => "H", (not null, not null) => "S", _ => "?" });

        static string? Part(string keys, int index) => keys.Split(' ')[index] is var part && part == "-" ? null : part;
    }

    [Theory]
    [InlineData(TrackingStatus.Active, true)]
    [InlineData(TrackingStatus.Completed, true)]
    [InlineData(TrackingStatus.Expired, true)]
    [InlineData(TrackingStatus.Stopped, false)]
    [InlineData(TrackingStatus.Duplicate, false)]
    [InlineData(TrackingStatus.Unknown, false)]
    public void Status_decides_what_a_signed_message_wakes(TrackingStatus status, bool isWoken)
    {
        Assert.Equal(isWoken, WakeRules.Decide(Row(status), Call()) is not null);
        Assert.Equal(isWoken, WakeRules.Decide(Row(status), new WakeRequest(Now, Now) { Id = 7 }) is not null);
        Assert.Null(WakeRules.Decide(Row(status), new WakeRequest(Now, Now) { Id = 8 }));
    }

    [Fact]
    public void Deadline_is_extended_when_a_row_is_reopened_and_never_shortened()
    {
        Assert.Equal(Now + Day, WakeRules.Decide(Row(), Call() with { DeadlineAt = Now + 9 * Day })!.Value.DeadlineAt);
        Assert.Equal(
            Now + 9 * Day, WakeRules.Decide(Row(TrackingStatus.Completed), Call() with { DeadlineAt = Now + 9 * Day })!.Value.DeadlineAt);
        Assert.Equal(Now + Day, WakeRules.Decide(Row(TrackingStatus.Completed), Call() with { DeadlineAt = Now })!.Value.DeadlineAt);
    }

    // Seconds since the last check, null for none; seconds until the row is due by its schedule; seconds until the check.
    [Theory]
    [InlineData(null, 3600, 0)]
    [InlineData(60, 3600, 0)]
    [InlineData(5, 3600, 0)]
    [InlineData(4, 3600, 1)]
    [InlineData(0, 3600, 5)]
    [InlineData(0, 2, 2)]
    [InlineData(-30, 3600, 5)]
    [InlineData(0, -60, -60)]
    public void Check_is_delayed_to_the_end_of_the_interval_and_never_past_its_due_time(int? since, int due, int expected)
    {
        var row = Row() with { DueAt = Now + due * Second, LastCheckedAt = since is { } seconds ? Now - seconds * Second : null };

        var decision = WakeRules.Decide(row, Call() with { MinInterval = 5 * Second })!.Value;

        Assert.Equal((Now + expected * Second, expected <= 0), (decision.DueAt, decision.IsDue));
        Assert.Equal(due < 0 ? row.DueAt : Now, WakeRules.Decide(row, Call())!.Value.DueAt);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(3, 2)]
    public void Row_without_a_due_time_is_due_at_the_end_of_the_interval(int? since, int expected)
    {
        var row = Row() with { DueAt = null, LastCheckedAt = since is { } seconds ? Now - seconds * Second : null };

        var decision = WakeRules.Decide(row, Call() with { MinInterval = 5 * Second })!.Value;

        Assert.Equal((Now + expected * Second, expected == 0), (decision.DueAt, decision.IsDue));
    }

    [Fact]
    public void Any_number_of_calls_causes_one_check_per_interval()
    {
        var row = Row() with { LastCheckedAt = Now };
        for (var i = 0; i < 4_000; i++)
        {
            var decision = WakeRules.Decide(row, Call() with { Now = Now + TimeSpan.FromMilliseconds(i), MinInterval = 5 * Second })!.Value;
            row = row with { DueAt = decision.DueAt };
            Assert.Equal((Now + 5 * Second, false), (decision.DueAt, decision.IsDue));
        }
    }

    // Seconds since the last check, which another clock may have put far into the future.
    [Theory]
    [InlineData(60)]
    [InlineData(0)]
    [InlineData(-3_600)]
    public void Call_without_an_interval_is_never_delayed(int since)
    {
        var row = Row() with { LastCheckedAt = Now - since * Second };

        Assert.Equal((Now, true), WakeRules.Decide(row, Call()) is { } decision ? (decision.DueAt, decision.IsDue) : default);
    }

    [Fact]
    public void Negative_interval_is_rejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>("value", () => Call() with { MinInterval = TimeSpan.FromTicks(-1) });
        Assert.Equal(TimeSpan.Zero, (Call() with { MinInterval = TimeSpan.Zero }).MinInterval);
        Assert.Equal(Second, (Call() with { MinInterval = Second }).MinInterval);
    }

    [Theory]
    [InlineData("g", true)]
    [InlineData("E", true)]
    [InlineData("e", true)]
    [InlineData("x", false)]
    public void Reference_of_an_earlier_attempt_identifies_the_row(string key, bool isWoken)
    {
        var row = Row(TrackingStatus.Completed) with { EarlierGatewayReferences = ["d", "e"] };

        Assert.Equal(isWoken, WakeRules.Decide(row, Call() with { GatewayKey = key }) is not null);
    }

    // A handler states what the signature covers, also for a reference that the message does not contain.
    [Fact]
    public void Signature_over_a_missing_reference_contradicts_nothing()
    {
        var withoutGateway = Call() with { GatewayKey = null, MerchantKey = "m" };
        var withoutMerchant = Call() with { IsGatewayKeySigned = false, IsMerchantKeySigned = true };

        Assert.NotNull(WakeRules.Decide(Row(), withoutGateway));
        Assert.NotNull(WakeRules.Decide(Row(), withoutMerchant));
    }

    [Theory]
    [InlineData(TrackingStatus.Active, -40, -40)]
    [InlineData(TrackingStatus.Completed, 40, 40)]
    [InlineData(TrackingStatus.Completed, -40, -40)]
    [InlineData(TrackingStatus.Active, null, 0)]
    [InlineData(TrackingStatus.Completed, null, 0)]
    public void Call_about_a_row_under_check_hints_at_no_work(TrackingStatus status, int? due, int expected)
    {
        var row = Row(status) with { IsLeased = true, DueAt = due is { } seconds ? Now + seconds * Second : null };

        var decision = WakeRules.Decide(row, Call())!.Value;

        Assert.Equal((Now + expected * Second, false), (decision.DueAt, decision.IsDue));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    public void Completed_row_is_reopened_at_the_end_of_the_interval(int since, int expected)
    {
        var row = Row(TrackingStatus.Completed) with { LastCheckedAt = Now - since * Second };

        var decision = WakeRules.Decide(row, Call() with { MinInterval = 5 * Second })!.Value;

        Assert.Equal((Now + expected * Second, expected == 0), (decision.DueAt, decision.IsDue));
    }

    [Fact]
    public void Row_under_check_keeps_its_lease()
    {
        var row = Row() with { IsLeased = true, DueAt = Now + 40 * Second, LastCheckedAt = Now };

        Assert.Equal(
            (Now + 40 * Second, false), WakeRules.Decide(row, Call()) is { } decision ? (decision.DueAt, decision.IsDue) : default);
    }

    [Theory]
    [InlineData("11.00", "11", true)]
    [InlineData("1.00", "11", false)]
    [InlineData("1.00", null, true)]
    [InlineData(null, "11", true)]
    public void Signed_amount_that_differs_from_the_row_reopens_nothing(string? amount, string? known, bool isReopened)
    {
        var call = Call() with { Amount = Euros(amount) };

        Assert.Equal(isReopened, WakeRules.Decide(Row(TrackingStatus.Completed) with { Amount = Euros(known) }, call) is not null);
        Assert.NotNull(WakeRules.Decide(Row() with { Amount = Euros(known) }, call));
        Assert.Null(WakeRules.Decide(Row() with { Amount = Euros(known) }, call with { GatewayKey = "h" }));

        static Money? Euros(string? text) =>
            text is null ? null : new Money(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture), "EUR");
    }

    // A new attempt may have another amount, and the failed one may be paid after all.
    [Theory]
    [InlineData(10, true)]
    [InlineData(11, true)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    public void Signed_amount_of_any_attempt_reopens_the_row(int amount, bool isReopened)
    {
        var row = Row(TrackingStatus.Completed) with
        {
            Amount = new Money(10, "EUR"),
            EarlierAmounts = [new Money(11, "EUR"), new Money(12, "EUR")],
        };

        var call = Call() with { Amount = new Money(amount, "EUR") };
        Assert.Equal(isReopened, WakeRules.Decide(row, call) is not null);
        Assert.NotNull(WakeRules.Decide(row with { HasUnknownEarlierAmount = true }, call));
    }

    private static WakeRequest Call() => new(Now, Now) { ClientName = "cards", GatewayKey = "g", IsGatewayKeySigned = true };

    private static WakeCandidate Row(TrackingStatus status = TrackingStatus.Active) => new(
        7, status, status == TrackingStatus.Active ? Now + Day : null, Now + Day, IsLeased: false,
        new TransactionKeys("g", "m", IsByMerchantReference: false));
}
