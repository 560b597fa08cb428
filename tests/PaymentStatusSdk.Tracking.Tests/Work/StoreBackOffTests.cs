using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public sealed class StoreBackOffTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogCollector _logs = new();
    private readonly FixedJitter _jitter = new();
    private readonly StoreBackOff _backOff;

    public StoreBackOffTests() => _backOff = new StoreBackOff("check of 'cards'", _time, _jitter, _logs.CreateLogger("test"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Pauses_double_up_to_half_a_minute()
    {
        foreach (var expected in new[] { 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000 }) await AssertPauseAsync(expected);
    }

    [Fact]
    public async Task Jitter_shortens_a_pause_by_up_to_a_quarter()
    {
        await AssertPauseAsync(250);
        _jitter.Value = 0;

        await AssertPauseAsync(375);
    }

    [Fact]
    public async Task Failures_are_logged_less_and_less_often()
    {
        for (var i = 0; i < 9; i++) await AssertPauseAsync(null);

        Assert.Equal([1302, 1302, 1302, 1302], _logs.Lines.Select(line => line.EventId.Id));
        Assert.Equal(
            ["Failures=1", "Failures=2", "Failures=4", "Failures=8"],
            _logs.Lines.Select(line => line.Values.Split(' ').Single(value => value.StartsWith("Failures=", StringComparison.Ordinal))));
        Assert.All(_logs.Lines, line => Assert.Contains("Name=check of 'cards'", line.Values, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Success_is_logged_once_after_failures_and_the_next_pause_is_short_again()
    {
        _backOff.Succeeded();
        Assert.Empty(_logs.Lines);
        for (var i = 0; i < 3; i++) await AssertPauseAsync(null);

        _backOff.Succeeded();
        _backOff.Succeeded();

        await AssertPauseAsync(250);
        Assert.Equal([1302, 1302, 1303, 1302], _logs.Lines.Select(line => line.EventId.Id));
    }

    [Fact]
    public async Task Canceled_pause_ends_at_once_and_counts()
    {
        using var canceled = new CancellationTokenSource();
        var wait = _backOff.WaitAsync(Unavailable(), canceled.Token);

        await canceled.CancelAsync();
        await wait;

        Assert.Equal(0, _time.ActiveTimers);
        await AssertPauseAsync(500);
    }

    /// <summary>Asserts the length of the next pause in milliseconds; null for any length.</summary>
    private async Task AssertPauseAsync(int? milliseconds)
    {
        var wait = _backOff.WaitAsync(Unavailable(), Ct);
        Assert.Equal(1, _time.ActiveTimers);
        if (milliseconds is { } length)
        {
            _time.Advance(TimeSpan.FromMilliseconds(length - 1));
            Assert.Equal(1, _time.ActiveTimers);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
        else
        {
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(0, _time.ActiveTimers);
        await wait;
    }

    private static TrackingStoreException Unavailable() => new("The store is unavailable.", isTransient: true);

    private sealed class FixedJitter : JitterSource
    {
        public double Value { get; set; } = 1;

        public override double Next() => Value;
    }
}
