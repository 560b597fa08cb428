using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Dashboard.Tests.Figures;

/// <summary>The figures of the store are shared for five seconds.</summary>
public sealed class StoreFiguresTests
{
    private readonly ITrackingStore _store = MeasuredStore.CreateStore();

    private MeasuredStore Script => (MeasuredStore)(object)_store;

    [Fact]
    public async Task Figures_are_kept_for_five_seconds_in_both_directions()
    {
        var age = TimeSpan.FromSeconds(5);
        var tick = TimeSpan.FromTicks(1);
        using var figures = new StoreFigures(_store);

        var first = await ReadAsync(figures, Sample.Now);
        Script.Figures = new TrackingFigures([], null, null, 9);
        Assert.Same(first, await ReadAsync(figures, Sample.Now + age - tick));
        Assert.Same(first, await ReadAsync(figures, Sample.Now - age + tick));
        Assert.Same(Script.Figures, await ReadAsync(figures, Sample.Now + age));
        await ReadAsync(figures, Sample.Now);

        Assert.Equal(age, StoreFigures.MaxAge);
        Assert.Equal([Sample.Now, Sample.Now + age, Sample.Now], Script.Times);
    }

    [Fact]
    public async Task Failed_measurement_does_not_block_the_next_one()
    {
        using var figures = new StoreFigures(_store);
        Script.Failure = new TrackingStoreException("Lost.", isTransient: true);
        await Assert.ThrowsAsync<TrackingStoreException>(() => ReadAsync(figures, Sample.Now));
        Script.Failure = null;

        Assert.Same(Script.Figures, await ReadAsync(figures, Sample.Now));
    }

    private static Task<TrackingFigures> ReadAsync(StoreFigures figures, DateTimeOffset now) =>
        figures.ReadAsync(now, TestContext.Current.CancellationToken);
}
