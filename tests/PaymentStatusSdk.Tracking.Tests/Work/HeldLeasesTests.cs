using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public class HeldLeasesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly Lease<long> First = new(1, 10);
    private static readonly Lease<long> Second = new(2, 20);

    private readonly ManualTimeProvider _time = new();
    private readonly AsyncSignal _signal;
    private readonly HeldLeases<long> _held;

    public HeldLeasesTests()
    {
        _signal = new AsyncSignal(_time);
        _held = new HeldLeases<long>(_signal);
    }

    [Fact]
    public void Lease_expires_at_its_end()
    {
        _held.Add(First, Now);

        Assert.False(_held.HasExpired(First, Now - Tick));
        Assert.True(_held.HasExpired(First, Now));
        Assert.True(_held.HasExpired(First, Now + Tick));
    }

    [Fact]
    public void Lease_that_is_not_held_or_has_another_fence_has_expired()
    {
        _held.Add(First, Now);

        Assert.True(_held.HasExpired(First with { Fence = 9 }, Now - Tick));
        Assert.True(_held.HasExpired(Second, Now - Tick));
    }

    [Fact]
    public void Renewal_extends_only_leases_that_are_still_held()
    {
        _held.Add(First, Now);
        _held.Add(Second, Now);

        _held.Extend([First with { Fence = 9 }, Second, new Lease<long>(3, 30)], Now + Tick);

        Assert.True(_held.HasExpired(First, Now));
        Assert.False(_held.HasExpired(Second, Now));
        Assert.True(_held.HasExpired(Second, Now + Tick));
        Assert.Equal([First, Second], _held.ToArray().OrderBy(lease => lease.Id));
    }

    [Fact]
    public void Row_that_was_claimed_again_keeps_its_new_lease()
    {
        var again = First with { Fence = 11 };
        _held.Add(First, Now);
        _held.Add(again, Now + Tick);
        _held.Add(Second, Now);

        _held.Remove([First, Second]);

        Assert.Equal((1, again), (_held.Count, Assert.Single(_held.ToArray())));
        Assert.False(_held.HasExpired(again, Now));
        _held.Remove([again]);
        Assert.Equal(0, _held.Count);
        Assert.Empty(_held.ToArray());
    }

    [Fact]
    public async Task Worker_rests_while_it_holds_nothing_and_waits_and_a_removal_wakes_it()
    {
        Assert.False(_held.IsResting);
        var wait = _signal.WaitAsync(TimeSpan.FromDays(1), TestContext.Current.CancellationToken);
        Assert.True(_held.IsResting);
        _held.Add(First, Now);
        Assert.False(_held.IsResting);

        _held.Remove([First]);

        Assert.False(_held.IsResting);
        await wait;
    }
}
