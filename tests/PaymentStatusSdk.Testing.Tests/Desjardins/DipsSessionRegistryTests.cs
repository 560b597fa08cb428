using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>The sessions and the open exchange, without a gateway.</summary>
public sealed class DipsSessionRegistryTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Session_has_a_key_that_works_once()
    {
        var registry = Registry();
        var (first, second) = (registry.Login("A"), registry.Login("B"));

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.NotEqual(first, second);
        Assert.Null(registry.Login("A"));
        Assert.Equal("Transaction key does not belong to this session", registry.Open(Request("A", second), out var none));
        Assert.Null(none);
        Assert.Equal("There is no session with this transaction id", registry.Open(Request("C", first), out _));
        Assert.Equal("There is no session with this transaction id", registry.Open(Request(null, first), out _));
        Assert.Equal("reason", registry.Open(Request("A", second, "reason"), out _));
        Assert.Null(registry.Open(Request("A", first), out var exchange));
        Assert.Equal(("A", _clock.GetUtcNow()), (exchange?.Request.TrxId, exchange?.AcceptedAt));
        Assert.Equal("Transaction key was used before", registry.Open(Request("A", first), out _));
        Assert.Equal("bad", registry.Open(Request("B", second, "bad"), out _));
        Assert.Equal("Transaction key was used before", registry.Open(Request("B", second), out _));
    }

    [Fact]
    public void Oldest_session_is_forgotten_over_the_limit()
    {
        var registry = Registry(limit: 2);
        var (first, second) = (registry.Login("A"), registry.Login("B"));
        Assert.Null(registry.Login("A"));

        Assert.NotNull(registry.Login("C"));

        Assert.Equal("There is no session with this transaction id", registry.Open(Request("A", first), out _));
        Assert.Null(registry.Open(Request("B", second), out _));
        Assert.Null(registry.Login("B"));
        Assert.NotNull(registry.Login("A"));
        Assert.NotNull(registry.Login("B"));
    }

    [Fact]
    public void Exchange_is_open_until_it_is_closed()
    {
        var registry = Registry();
        Assert.False(registry.HasOpenExchange);
        var exchange = Open(registry, "A");
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.True(registry.HasOpenExchange);

        Assert.Equal(
            "Another Status transaction is still being executed", registry.Open(Request("B", registry.Login("B")), out var refused));
        Assert.Null(refused);
        Assert.Equal(1, registry.Overlaps);
        registry.Close(exchange);
        Assert.False(registry.HasOpenExchange);
        Open(registry, "C");
        registry.Close(exchange);

        Assert.True(registry.HasOpenExchange);
        Assert.Equal(1, registry.Overlaps);
    }

    [Fact]
    public void Lost_exchange_is_open_for_30_seconds()
    {
        var registry = Registry();
        Open(registry, "A").IsLost = true;

        _clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.True(registry.HasOpenExchange);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.False(registry.HasOpenExchange);
        Open(registry, "B");
        Assert.Equal(0, registry.Overlaps);
    }

    [Fact]
    public void Counter_ends_the_waits_for_its_number()
    {
        // A token that is never canceled, so that the wait has no continuation on another thread.
        var never = new CancellationToken(canceled: false);
        var counter = new AsyncCounter();
        var (second, first, third) = (counter.WaitAsync(2, never), counter.WaitAsync(1, never), counter.WaitAsync(3, never));

        Assert.True(counter.WaitAsync(0, never).IsCompleted);
        counter.Add();
        Assert.Equal((true, false, false), (first.IsCompleted, second.IsCompleted, third.IsCompleted));
        counter.Add(2);

        Assert.Equal((true, true, 3L), (second.IsCompleted, third.IsCompleted, counter.Count));
        Assert.True(counter.WaitAsync(3, never).IsCompleted);
        Assert.False(counter.WaitAsync(4, never).IsCompleted);
    }

    [Fact]
    public async Task Counter_ends_a_wait_on_another_thread()
    {
        var never = new CancellationToken(canceled: false);
        var counter = new AsyncCounter();
        var thread = counter.WaitAsync(1, never).ContinueWith(
            _ => Environment.CurrentManagedThreadId, never, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        counter.Add();

        Assert.False(thread.IsCompleted && await thread == Environment.CurrentManagedThreadId);
    }

    private static DipsRequest Request(string? id, string? key, string? refusalReason = null) =>
        new() { TrxId = id, TrxKey = key, RefusalReason = refusalReason };

    private static DipsExchange Open(DipsSessionRegistry registry, string id)
    {
        Assert.Null(registry.Open(Request(id, registry.Login(id)), out var exchange));
        return exchange!;
    }

    private DipsSessionRegistry Registry(int limit = 10) => new(new DesjardinsSimulatorOptions { TimeProvider = _clock }, limit);
}
