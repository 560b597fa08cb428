using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Texts, times and enums as they are stored, and the arithmetic of lock rows.</summary>
public sealed class StoredValueTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Text_with_a_nul_character_or_an_unpaired_surrogate_is_not_storable()
    {
        // Not as data of a theory: attributes cannot contain unpaired surrogates.
        string?[] storable =
        [
            null, "", "a", "\ud83d\ude00", "a\ud83d\ude00b", "\ud83d\ude00\ud83d\ude00", "\ud83d\ude00a\ud83d\ude00",
        ];
        string[] others =
        [
            "\0", "a\0b", "\ud83d", "a\ud83d", "\ud83da", "\ude00", "\ude00a", "\ude00\ud83d", "\ud83d\ude00\ude00",
            "\ud83d\ud83d\ude00",
        ];

        Assert.All(storable, text => Assert.True(StoredText.IsStorable(text)));
        Assert.All(others, text => Assert.False(StoredText.IsStorable(text)));
    }

    [Fact]
    public void Every_text_of_a_row_must_be_storable()
    {
        var row = new TrackedTransaction
        {
            ClientName = "cards",
            Query = TransactionQuery.ByMerchantReference("order"),
            GatewayReference = "g-1",
            MerchantReference = "order",
        };
        var keys = new TransactionKeys("g-1", "ORDER", true);
        StoredText.Require(row, keys);

        AssertRefused(row with { ClientName = "\0" }, keys, "client name");
        AssertRefused(row with { GatewayReference = "\0" }, keys, "gateway reference");
        AssertRefused(row with { MerchantReference = "\0" }, keys, "merchant reference");
        AssertRefused(row, keys with { GatewayKey = "\0" }, "gateway reference");
        AssertRefused(row, keys with { MerchantKey = "\0" }, "merchant reference");

        static void AssertRefused(TrackedTransaction row, TransactionKeys keys, string expected)
        {
            var refusal = Assert.Throws<TrackingStoreException>(() => StoredText.Require(row, keys));
            Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
            Assert.Equal((false, true), (refusal.IsTransient, refusal.IsOfData));
        }
    }

    [Fact]
    public void Long_key_is_cut_before_its_hash_and_never_inside_a_character()
    {
        var longest = new string('k', 300);
        var tooLong = new string('k', 301);
        var withPair = new string('k', 298) + "\ud83d\ude00k";
        var withEarlierPair = new string('k', 297) + "\ud83d\ude00kk";

        Assert.Null(StoredText.Key(null));
        Assert.Equal(longest, StoredText.Key(longest));
        Assert.Equal($"{new string('k', 299)}#{HashOf(tooLong)}", StoredText.Key(tooLong));
        Assert.Equal(364, StoredText.Key(tooLong)!.Length);
        Assert.Equal($"{new string('k', 298)}#{HashOf(withPair)}", StoredText.Key(withPair));
        Assert.Equal($"{withEarlierPair[..299]}#{HashOf(withEarlierPair)}", StoredText.Key(withEarlierPair));
        Assert.Equal(
            new TransactionKeys(StoredText.Key(tooLong), StoredText.Key(withPair), true),
            StoredText.Keys(new TransactionKeys(tooLong, withPair, true)));

        static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Time_is_rounded_up_to_microseconds_in_utc()
    {
        Assert.Null(StoredTime.Up((DateTimeOffset?)null));
        Assert.Equal(Now, StoredTime.Up((DateTimeOffset?)Now));
        Assert.Equal(Now, StoredTime.Up(Now));
        Assert.Equal(Now + Microsecond, StoredTime.Up(Now.AddTicks(1)));
        Assert.Equal(Now + Microsecond, StoredTime.Up(Now.AddTicks(9)));
        Assert.Equal(Now + Microsecond, StoredTime.Up(Now.AddTicks(10)));
        foreach (var ticks in new[] { 0, 1 })
            Assert.Equal(TimeSpan.Zero, StoredTime.Up(Now.AddTicks(ticks).ToOffset(TimeSpan.FromHours(5))).Offset);
    }

    [Fact]
    public void End_of_time_is_not_exceeded()
    {
        Assert.Equal(DateTimeOffset.MaxValue, StoredTime.Up(DateTimeOffset.MaxValue));
        Assert.Equal(DateTimeOffset.MaxValue.AddTicks(-8), StoredTime.Up(DateTimeOffset.MaxValue.AddTicks(-8)));
        Assert.Equal(DateTimeOffset.MaxValue.AddTicks(-9), StoredTime.Up(DateTimeOffset.MaxValue.AddTicks(-10)));
    }

    [Theory]
    [InlineData("Pending", DeliveryStatus.Pending)]
    [InlineData("Parked", DeliveryStatus.Parked)]
    [InlineData("pending", DeliveryStatus.Unknown)]
    [InlineData("Later", DeliveryStatus.Unknown)]
    [InlineData("9", DeliveryStatus.Unknown)]
    [InlineData("", DeliveryStatus.Unknown)]
    public void Member_of_an_enum_is_read_by_its_name(string name, DeliveryStatus expected) =>
        Assert.Equal(expected, Enums.Parse<DeliveryStatus>(name));

    [Fact]
    public void Lock_of_another_holder_lasts_until_it_expires_and_never_longer_than_its_duration()
    {
        var holder = Guid.NewGuid();
        var row = new LockRow("key", holder, Now + Minute, Minute);
        var another = Guid.NewGuid();

        Assert.Equal(TimeSpan.Zero, row.Remaining(holder, Now));
        Assert.Equal(Minute, row.Remaining(another, Now));
        Assert.Equal(TimeSpan.FromSeconds(59), row.Remaining(another, Now.AddSeconds(1)));
        Assert.Equal(TimeSpan.FromTicks(1), row.Remaining(another, Now + Minute - TimeSpan.FromTicks(1)));
        Assert.Equal(TimeSpan.Zero, row.Remaining(another, Now + Minute));
        Assert.Equal(-Minute, row.Remaining(another, Now + Minute + Minute));
        // The clock was set back since.
        Assert.Equal(Minute, row.Remaining(another, Now - Minute));
    }

    [Fact]
    public void Lock_is_too_long_only_after_the_clock_was_set_back_by_more_than_the_rounding()
    {
        var row = new LockRow("key", Guid.NewGuid(), Now + Minute, Minute);

        Assert.False(row.IsTooLong(Now.AddSeconds(1)));
        Assert.False(row.IsTooLong(Now));
        Assert.False(row.IsTooLong(Now - Microsecond));
        Assert.True(row.IsTooLong(Now - Microsecond - TimeSpan.FromTicks(1)));
        Assert.False((row with { Duration = TimeSpan.MaxValue }).IsTooLong(Now));
    }

    [Fact]
    public void Only_transient_failures_of_an_open_store_may_succeed_later()
    {
        Assert.True(StoreFailures.MaySucceedLater(new TrackingStoreException("text", isTransient: true)));
        Assert.True(StoreFailures.MaySucceedLater(new TrackingStoreException("text", isTransient: true, new FormatException())));
        Assert.False(StoreFailures.MaySucceedLater(new TrackingStoreException("text", isTransient: false)));
        Assert.False(
            StoreFailures.MaySucceedLater(new TrackingStoreException("text", isTransient: true, new ObjectDisposedException("store"))));
    }

    [Fact]
    public void Unreadable_item_is_reported_with_the_type_of_its_reason_and_without_its_text()
    {
        var claimed = new Claimed<string>();

        Assert.True(claimed.TryAdd(1L, () => "first"));
        Assert.False(claimed.TryAdd(2L, () => throw new UnreadableException("row 2", new FormatException("secret"))));
        Assert.True(claimed.TryAdd(3L, () => "third"));
        Assert.Throws<FormatException>(() => claimed.TryAdd(4L, () => throw new FormatException()));

        Assert.Equal(["first", "third"], claimed.Items);
        Assert.Equal([(2L, "FormatException")], claimed.Unreadable.Select(one => ((long)one.Id, one.Reason)));
        Assert.Equal(TimeSpan.FromHours(1), Claimed<string>.RetryDelay);
    }
}
