using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public class LimitedWorkTests
{
    [Fact]
    public async Task Time_limit_runs_before_the_work_starts()
    {
        var clock = new ManualTimeProvider();
        var limited = new LimitedWork(new AbandonedWork("test", null, 1), clock, () => { });
        var limit = new TimeLimit(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));
        var stop = new StopTokens(CancellationToken.None, CancellationToken.None);
        for (var i = 0; i < 1_000; i++)
        {
            var (end, task) = await limited.RunAsync(_ => Task.FromResult(clock.ActiveTimers), limit, stop);

            Assert.Equal((WorkEnd.Ended, 1), (end, await task));
        }
    }
}
