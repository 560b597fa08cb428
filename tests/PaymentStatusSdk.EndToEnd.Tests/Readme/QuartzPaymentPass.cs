using PaymentStatusSdk.Tracking;
using Quartz;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
[DisallowConcurrentExecution]
public sealed class QuartzPaymentPass(ITrackingRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await runner.RunOnceAsync(new TrackingRunBudget { MaxDuration = TimeSpan.FromSeconds(45) }, cancellationToken);
}

// end
