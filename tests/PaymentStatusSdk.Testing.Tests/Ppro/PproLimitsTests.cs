using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

/// <summary>The quota, the slots and the locks, without a gateway.</summary>
public sealed class PproLimitsTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Quota_counts_both_calls_apart_in_each_half_day()
    {
        using var limits = Limits(new() { Quota = new PproQuota { GetTxStatus = 2, GetTxStatusByMerchantTxId = 1 } });

        Assert.Equal([true, true, false], Count(limits, 3, byMerchantReference: false));
        Assert.Equal([true, false], Count(limits, 2, byMerchantReference: true));
        // The clock begins at 03:04:05.
        _clock.Advance(new TimeSpan(8, 55, 54));
        Assert.Equal((false, false), (limits.TryCount(false), limits.TryCount(true)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([true, true, false], Count(limits, 3, byMerchantReference: false));
        Assert.Equal([true, false], Count(limits, 2, byMerchantReference: true));
        using var unlimited = Limits(new());
        Assert.True(unlimited.TryCount(true));
    }

    [Fact]
    public async Task Slot_is_awaited_or_refused()
    {
        using var queueing = Limits(new() { ConcurrencyLimit = 1 });
        using var refusing = Limits(new() { ConcurrencyLimit = 2, RefuseOverConcurrency = true });
        using var unlimited = Limits(new());

        Assert.True(await queueing.TryEnterAsync(Ct));
        var second = queueing.TryEnterAsync(Ct).AsTask();
        Assert.False(second.IsCompleted);
        queueing.Leave();
        Assert.True(await second);
        Assert.True(await refusing.TryEnterAsync(Ct));
        Assert.True(await refusing.TryEnterAsync(Ct));
        Assert.False(await refusing.TryEnterAsync(Ct));
        refusing.Leave();
        Assert.True(await refusing.TryEnterAsync(Ct));
        Assert.True(await unlimited.TryEnterAsync(Ct));
        unlimited.Leave();
    }

    [Fact]
    public async Task Locked_transaction_is_free_after_the_rest_of_its_time()
    {
        using var limits = Limits(new());
        limits.LockTransaction("1", TimeSpan.FromSeconds(10));
        // A move without a lock of its own ends no lock.
        limits.LockTransaction("1", TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.True(limits.WaitForUnlockAsync("2", Ct).AsTask().IsCompletedSuccessfully);
        var wait = limits.WaitForUnlockAsync("1", Ct).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(6) - TimeSpan.FromTicks(1));
        Assert.False(wait.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));
        await wait.WaitAsync(Ct);

        Assert.True(limits.WaitForUnlockAsync("1", Ct).AsTask().IsCompletedSuccessfully);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.True(limits.WaitForUnlockAsync("1", Ct).AsTask().IsCompletedSuccessfully);
    }

    private static bool[] Count(PproLimits limits, int calls, bool byMerchantReference) =>
        [.. Enumerable.Range(0, calls).Select(_ => limits.TryCount(byMerchantReference))];

    private PproLimits Limits(PproSimulatorOptions options)
    {
        options.TimeProvider = _clock;
        return new PproLimits(options);
    }
}
