using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>
/// One part of the conformance suite: every adapter derives every part, and adds nothing to it. What it needs of a gateway stands behind
/// <typeparamref name="TFixture"/>; each test has its own simulator, client and clock.
/// </summary>
public abstract class ConformancePart<TFixture> : IAsyncDisposable
    where TFixture : GatewayFixture, new()
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Only ends a hanging test; it measures nothing. Long enough for a thousand queries on a machine that is busy with others.
    private readonly CancellationTokenSource _watchdog =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected ConformancePart() => _watchdog.CancelAfter(TimeSpan.FromMinutes(10));

    protected TFixture Gateway { get; } = new();

    protected ManualTimeProvider Clock => Gateway.Clock;

    protected FaultPlan Faults => Gateway.FirstFaults;

    protected CancellationToken Ct => _watchdog.Token;

    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore();
        GC.SuppressFinalize(this);
    }

    protected virtual async ValueTask DisposeAsyncCore()
    {
        await Gateway.DisposeAsync();
        _watchdog.Dispose();
    }

    /// <summary>Makes the transaction of <see cref="GatewayFixture.Query"/> paid at the gateway.</summary>
    protected async Task StartAsync(Action<GatewayOptions>? tune = null)
    {
        await Gateway.StartAsync(tune);
        Gateway.Put(Gateway.Paid);
    }

    /// <summary>Disables retries and the circuit: one attempt, one end.</summary>
    protected Task StartPlainAsync() => StartAsync(Plainly);

    protected static void Plainly(GatewayOptions options) => (options.MaxRetries, options.CircuitMinimumThroughput) = (0, 1000);

    /// <summary>The same short policy for every gateway.</summary>
    protected static void Repeatedly(GatewayOptions options)
    {
        (options.MaxRetries, options.RetryTimeouts, options.CircuitMinimumThroughput) = (1, true, 1000);
        (options.AttemptTimeout, options.TotalTimeout) = (10 * Second, 30 * Second);
        (options.RetryDelay, options.MinRetryDelay) = (Second, TimeSpan.Zero);
    }

    protected Task<TransactionStatusResult> QueryAsync(TransactionQuery? query = null) =>
        Gateway.Client.GetStatusAsync(query ?? Gateway.Query, Ct);

    /// <summary>Queries and encounters a fault.</summary>
    protected Task<TransactionStatusResult> MeetAsync(FaultCase fault)
    {
        Gateway.PlanOf(fault).Next(fault.Fault);
        return Gateway.AttendAsync(fault, () => QueryAsync(), Ct);
    }

    protected async Task<TransactionStatusException> FailAsync(TransactionQuery? query = null)
    {
        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => QueryAsync(query));
        AssertDecent(failure);
        return failure;
    }

    protected async Task<TransactionStatusException> FailAsync(Task pending)
    {
        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => pending);
        AssertDecent(failure);
        return failure;
    }

    /// <summary>Asserts that the client still works and has sent nothing else since.</summary>
    protected async Task AssertNextQueryWorksAsync(int requestsBefore)
    {
        Faults.Clear();
        var result = await QueryAsync();
        Assert.Equal(Gateway.Paid.State, result.State);
        Assert.Equal(requestsBefore + Gateway.RequestsPerExchange, Gateway.Simulator.ReceivedCount);
    }

    protected static void AssertUnknown(TransactionStatusResult result)
    {
        Assert.Equal(PaymentState.Unknown, result.State);
        Assert.Equal(Finality.Unknown, result.Finality);
        Assert.Equal(FundsState.Unknown, result.Funds);
        Assert.Equal(FailureReason.Unknown, result.Reason);
        Assert.Equal(PaymentVerdict.Unknown, result.Verdict);
    }

    /// <summary>Returns the remaining time of a timer in the range and moves the clock past it.</summary>
    protected async Task<TimeSpan?> PassPauseAsync(Task pending, TimeSpan least, TimeSpan longest)
    {
        var pause = TimeSpan.Zero;
        var waiting = Clock.WaitForTimerAsync(left =>
        {
            if (left < least || left > longest) return false;
            pause = left;
            return true;
        }, Ct);
        if (await Task.WhenAny(pending, waiting) == pending && !waiting.IsCompleted) return null;
        await waiting;
        Clock.Advance(pause);
        return pause;
    }

    private void AssertDecent(TransactionStatusException failure)
    {
        Assert.Equal(Gateway.Name, failure.ClientName);
        Assert.Contains(Gateway.Name, failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.Empty(failure.Data);
    }
}
