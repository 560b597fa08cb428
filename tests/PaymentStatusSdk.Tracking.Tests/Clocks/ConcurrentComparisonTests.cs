using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Clocks;

public class ConcurrentComparisonTests
{
    /// <summary>In a database with one writer, the other caller's write waits for the transaction of this one.</summary>
    [Fact]
    public async Task Caller_inside_a_transaction_does_not_wait_for_the_write_of_another_caller()
    {
        var (writing, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        var store = new ObservedStore(new MemoryStore())
        {
            Before = async method =>
            {
                if (method != "NoteTime") return;
                writing.SetResult();
                await released.Task;
            },
        };
        var services = new ServiceCollection().AddScripted(new ScriptedTransactionStatusClient("cards"));
        services.AddPaymentTracking();
        services.AddSingleton<ITrackingStore>(store);
        await using var provider = services.BuildServiceProvider();
        var clock = provider.GetRequiredService<StoreClock>();
        var other = clock.RefreshAsync(mayWrite: true, TestContext.Current.CancellationToken);
        // A comparison that fails before its write must not let the test wait forever.
        await await Task.WhenAny(writing.Task, other);

        var inTransaction = clock.RefreshAsync(mayWrite: false, TestContext.Current.CancellationToken);

        Assert.True(inTransaction.IsCompletedSuccessfully);
        released.SetResult();
        await other;
    }
}
