using Hangfire;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
[DisableConcurrentExecution(timeoutInSeconds: 10)]
public sealed class HangfirePaymentPass(ITrackingRunner runner)
{
    public Task RunAsync(CancellationToken cancellationToken) =>
        runner.RunOnceAsync(new TrackingRunBudget { MaxDuration = TimeSpan.FromSeconds(45) }, cancellationToken);
}

// end
