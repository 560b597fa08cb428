using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class NotificationMemoryTests
{
    [Fact]
    public async Task Message_whose_processing_could_not_start_does_not_count()
    {
        var memory = new NotificationMemory(TimeProvider.System, TimeSpan.FromHours(1));
        var numbers = new List<int>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => memory.JoinAsync(
            "t", "a", _ => throw new InvalidOperationException(), out _)!);
        var verdict = await memory.JoinAsync(
            "t", "b",
            delivery =>
            {
                numbers.Add(delivery.Number);
                return Task.FromResult(CallbackVerdict.Handled);
            },
            out var isFirst)!;

        Assert.Equal((CallbackVerdict.Handled, true), (verdict, isFirst));
        Assert.Equal([1], numbers);
    }
}
