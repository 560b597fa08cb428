using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class GatewayOptionLimitTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void Timeouts_are_accepted_at_their_limits_and_rejected_beyond_them()
    {
        var (second, minutes) = (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        AssertRange(second, minutes, nameof(KitOptions.AttemptTimeout), (options, value) =>
        {
            options.AttemptTimeout = value;
            options.TotalTimeout = minutes;
        });
        AssertRange(second, minutes, nameof(KitOptions.TotalTimeout), (options, value) =>
        {
            options.AttemptTimeout = second;
            options.TotalTimeout = value;
        });
        AssertRange(
            TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(KitOptions.QueueTimeout),
            (options, value) => options.QueueTimeout = value);
        AssertRange(
            TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5), nameof(KitOptions.ConnectTimeout),
            (options, value) => options.ConnectTimeout = value);
    }

    [Fact]
    public void Total_timeout_is_not_shorter_than_that_of_an_attempt()
    {
        var options = Valid();
        options.AttemptTimeout = TimeSpan.FromMinutes(10);
        options.TotalTimeout = TimeSpan.FromMinutes(9);
        AssertRejected(options, "TotalTimeout is 00:09:00, shorter than AttemptTimeout (00:10:00): raise it.");

        options.TotalTimeout = TimeSpan.FromMinutes(10);
        Assert.True(new KitOptionsValidator().Validate("cards", options).Succeeded);
    }

    [Fact]
    public void Pauses_are_accepted_at_their_limits_and_rejected_beyond_them()
    {
        AssertRange(
            TimeSpan.Zero, TimeSpan.FromMinutes(5), nameof(KitOptions.RetryDelay), (options, value) => options.RetryDelay = value);
        AssertRange(
            TimeSpan.Zero, TimeSpan.FromMinutes(5), nameof(KitOptions.MinRetryDelay),
            (options, value) => options.MinRetryDelay = value);
    }

    [Fact]
    public void Numbers_are_accepted_at_their_limits_and_rejected_beyond_them()
    {
        AssertCount(0, 10, nameof(KitOptions.MaxRetries), (options, value) => options.MaxRetries = value);
        AssertCount(1, 1_000, nameof(KitOptions.MaxConcurrentExchanges), (options, value) => options.MaxConcurrentExchanges = value);
        AssertCount(0, 100_000, nameof(KitOptions.QueueLimit), (options, value) => options.QueueLimit = value);
        AssertCount(2, 100_000, nameof(KitOptions.CircuitMinimumThroughput), (options, value) => options.CircuitMinimumThroughput = value);
    }

    [Fact]
    public void Times_of_the_circuit_are_accepted_at_their_limits_and_rejected_beyond_them()
    {
        var (shortest, longest) = (TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1));
        AssertRange(
            shortest, longest, nameof(KitOptions.CircuitSamplingDuration), (options, value) => options.CircuitSamplingDuration = value);
        AssertRange(
            shortest, longest, nameof(KitOptions.CircuitBreakDuration), (options, value) => options.CircuitBreakDuration = value);
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.001, true)]
    [InlineData(1.0, true)]
    [InlineData(1.001, false)]
    [InlineData(double.NaN, false)]
    public void Failure_ratio_is_above_0_and_at_most_1(double ratio, bool isAccepted)
    {
        var options = Valid();
        options.CircuitFailureRatio = ratio;

        if (isAccepted) Assert.True(new KitOptionsValidator().Validate("cards", options).Succeeded);
        else AssertRejected(options, "CircuitFailureRatio is ");
    }

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), ExchangeDefaults.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), ExchangeDefaults.CircuitSamplingDuration);
        Assert.Equal(TimeSpan.FromSeconds(15), ExchangeDefaults.CircuitBreakDuration);
        Assert.True(new KitOptionsValidator().Validate("cards", Valid()).Succeeded);
    }

    private static KitOptions Valid() => new() { Endpoint = new Uri("https://gateway.example/"), Secret = "secret" };

    private static void AssertCount(int min, int max, string key, Action<KitOptions, int> set)
    {
        AssertLimit(min - 1, false, key, set);
        AssertLimit(min, true, key, set);
        AssertLimit(max, true, key, set);
        AssertLimit(max + 1, false, key, set);
    }

    private static void AssertRange(TimeSpan min, TimeSpan max, string key, Action<KitOptions, TimeSpan> set)
    {
        AssertLimit(min - Tick, false, key, set);
        AssertLimit(min, true, key, set);
        AssertLimit(max, true, key, set);
        AssertLimit(max + Tick, false, key, set);
    }

    private static void AssertLimit<T>(T value, bool isAccepted, string key, Action<KitOptions, T> set)
    {
        var options = Valid();
        set(options, value);
        if (isAccepted) Assert.True(new KitOptionsValidator().Validate("cards", options).Succeeded);
        else AssertRejected(options, $"{key} is ");
    }

    private static void AssertRejected(KitOptions options, string error)
    {
        var result = new KitOptionsValidator().Validate("cards", options);
        Assert.True(result.Failed);
        Assert.Contains(result.Failures!, text => text.StartsWith($"Client 'cards': {error}", StringComparison.Ordinal));
    }
}
