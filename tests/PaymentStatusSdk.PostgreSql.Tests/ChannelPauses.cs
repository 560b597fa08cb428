using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The pauses of a channel between two connections, on the clock of a test.</summary>
internal static class ChannelPauses
{
    /// <summary>Waits for the next pause, asserts that it is the one after a number of failures, and returns it.</summary>
    public static async Task<TimeSpan> WaitForPauseAsync(this ManualTimeProvider clock, int failures, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.Zero;
        await clock.WaitForTimerAsync(
            left =>
            {
                pause = left;
                return true;
            },
            cancellationToken);

        // The pauses double, and jitter changes each by up to a quarter.
        var middle = TimeSpan.FromMilliseconds(200) * Math.Pow(2, failures - 1);
        Assert.InRange(pause, 0.75 * middle, 1.25 * middle);
        return pause;
    }
}
