using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Figures;

/// <summary>The counts of what needs a person are shared, and a slow store is read less often.</summary>
public sealed class AttentionCountsTests
{
    private static readonly TrackedPage Two = new([Sample.Payment, Sample.Payment with { Id = 8 }], null);

    private readonly ManualTimeProvider _time = new(Sample.Now);
    private readonly ScriptedTracker _tracker = new();

    [Fact]
    public async Task Counts_read_one_page_of_each_list()
    {
        using var counts = new AttentionCounts(_time);
        _tracker.Page = Two;
        _tracker.Changes = new StatusChangePage([Sample.Change(status: DeliveryStatus.Parked)], null);
        // The first list has two payments, and the second one.
        _tracker.OnList = () =>
        {
            if (_tracker.Filters.Count == 2) _tracker.Page = new TrackedPage([Sample.Payment], null);
        };

        Assert.Equal(new Attention(2, 1, 1), await ReadAsync(counts));

        Assert.Equal(
            [new TrackedFilter { IsContested = true, PageSize = 100 }, new TrackedFilter { HasMismatch = true, PageSize = 100 }],
            _tracker.Filters);
        Assert.Equal([new StatusChangeFilter { Status = DeliveryStatus.Parked, PageSize = 100 }], _tracker.ChangeFilters);
    }

    [Fact]
    public async Task Counts_are_kept_for_two_seconds()
    {
        using var counts = new AttentionCounts(_time);
        await ReadAsync(counts);

        _time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        await ReadAsync(counts);
        Assert.Single(_tracker.ChangeFilters);
        _time.Advance(TimeSpan.FromTicks(1));
        await ReadAsync(counts);
        Assert.Equal(2, _tracker.ChangeFilters.Count);
    }

    // Each of the two lists takes 100 milliseconds.
    [Fact]
    public async Task Slow_counts_are_kept_for_twenty_times_their_duration()
    {
        using var counts = new AttentionCounts(_time);
        _tracker.OnList = () => _time.Advance(TimeSpan.FromMilliseconds(100));
        await ReadAsync(counts);

        _time.Advance(TimeSpan.FromSeconds(4) - TimeSpan.FromTicks(1));
        await ReadAsync(counts);
        Assert.Single(_tracker.ChangeFilters);
        _time.Advance(TimeSpan.FromTicks(1));
        await ReadAsync(counts);
        Assert.Equal(2, _tracker.ChangeFilters.Count);
    }

    [Fact]
    public async Task Clock_that_is_set_back_does_not_keep_counts_for_long()
    {
        using var counts = new AttentionCounts(_time);
        await ReadAsync(counts);

        _time.SetWallClock(-TimeSpan.FromSeconds(58));
        await ReadAsync(counts);
        Assert.Single(_tracker.ChangeFilters);
        _time.SetWallClock(-TimeSpan.FromTicks(1));
        await ReadAsync(counts);
        Assert.Equal(2, _tracker.ChangeFilters.Count);
    }

    [Fact]
    public async Task Failed_count_does_not_block_the_next_one()
    {
        using var counts = new AttentionCounts(_time);
        _tracker.OnList = () => throw new TrackingStoreException("Lost.", isTransient: true);
        await Assert.ThrowsAsync<TrackingStoreException>(() => ReadAsync(counts));
        _tracker.OnList = () => { };

        Assert.Equal(new Attention(0, 0, 0), await ReadAsync(counts));
    }

    private Task<Attention> ReadAsync(AttentionCounts counts) => counts.ReadAsync(_tracker, TestContext.Current.CancellationToken);
}
