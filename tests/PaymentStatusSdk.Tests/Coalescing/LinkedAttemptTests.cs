namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>The attempt that is linked to an exchange, and the last caller that leaves before, during and after it.</summary>
public sealed class LinkedAttemptTests
{
    [Fact]
    public async Task Attempt_is_canceled_by_the_last_caller_and_belongs_to_the_exchange_from_then_on()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        using var attempt = new CancellationTokenSource();
        var caller = rig.EnqueueWith("A", source.Token);
        var run = await rig.NextAsync();
        run.Exchange.LinkAttempt(attempt);

        await source.CancelAsync();

        Assert.True(attempt.IsCancellationRequested);
        Assert.False(run.Exchange.TryUnlinkAttempt());
        await EndAsync(run, caller);
    }

    [Fact]
    public async Task Attempt_that_starts_after_the_last_caller_has_left_is_canceled()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        using var attempt = new CancellationTokenSource();
        var caller = rig.EnqueueWith("A", source.Token);
        var run = await rig.NextAsync();
        await source.CancelAsync();

        run.Exchange.LinkAttempt(attempt);

        Assert.True(attempt.IsCancellationRequested);
        Assert.False(run.Exchange.TryUnlinkAttempt());
        await EndAsync(run, caller);
    }

    [Fact]
    public async Task Attempt_that_has_ended_is_not_canceled()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        using var attempt = new CancellationTokenSource();
        var caller = rig.EnqueueWith("A", source.Token);
        var run = await rig.NextAsync();
        run.Exchange.LinkAttempt(attempt);
        var wasLinked = run.Exchange.TryUnlinkAttempt();

        await source.CancelAsync();

        Assert.True(wasLinked);
        Assert.False(attempt.IsCancellationRequested);
        await EndAsync(run, caller);
    }

    private static async Task EndAsync(ManualExchange run, Task caller)
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        run.End();
    }
}
