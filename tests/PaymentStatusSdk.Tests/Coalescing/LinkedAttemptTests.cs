namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>The attempt that is linked to an exchange, and the last caller that leaves before, during and after it.</summary>
public sealed class LinkedAttemptTests : IDisposable
{
    private const int Timeout = 60_000;

    private readonly CancellationTokenSource _caller = new();
    private readonly CancellationTokenSource _attempt = new();
    private readonly TaskCompletionSource _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LinkedAttemptTests() => _attempt.Token.Register(_canceled.SetResult);

    [Fact(Timeout = Timeout)]
    public Task Attempt_is_canceled_by_the_last_caller_and_belongs_to_the_exchange_from_then_on() => RunAsync(async run =>
    {
        run.Exchange.LinkAttempt(_attempt);

        await _caller.CancelAsync();

        await _canceled.Task;
        Assert.False(run.Exchange.TryUnlinkAttempt());
    });

    [Fact(Timeout = Timeout)]
    public Task Attempt_that_starts_after_the_last_caller_has_left_is_canceled() => RunAsync(async run =>
    {
        await _caller.CancelAsync();

        run.Exchange.LinkAttempt(_attempt);

        await _canceled.Task;
        Assert.False(run.Exchange.TryUnlinkAttempt());
    });

    [Fact(Timeout = Timeout)]
    public async Task Attempt_that_has_ended_is_not_canceled()
    {
        await RunAsync(async run =>
        {
            run.Exchange.LinkAttempt(_attempt);
            Assert.True(run.Exchange.TryUnlinkAttempt());
            await _caller.CancelAsync();
        });

        Assert.False(_attempt.IsCancellationRequested);
    }

    public void Dispose()
    {
        _caller.Dispose();
        _attempt.Dispose();
    }

    // The only caller leaves while the exchange runs.
    private async Task RunAsync(Func<ManualExchange, Task> act)
    {
        var rig = new CoalescingRig();
        var caller = rig.EnqueueWith("A", _caller.Token);
        var run = await rig.NextAsync();
        await act(run);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        run.End();
    }
}
