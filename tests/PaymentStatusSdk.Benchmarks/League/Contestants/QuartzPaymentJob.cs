using System.Globalization;
using Quartz;

namespace PaymentStatusSdk.Benchmarks.League.Contestants;

/// <summary>Checks a payment once, and deletes the job when the payment is final.</summary>
/// <remarks>
/// Concurrent executions are not disallowed. A check is much shorter than the interval, and with the attribute Quartz would take a lock for
/// each round of triggers, and could wait longer before it recovers the jobs of a dead node.
/// </remarks>
public sealed class QuartzPaymentJob(PaymentCheck check, EffectLog effects) : IJob
{
    public const string Payment = "payment";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var payment = int.Parse(context.MergedJobDataMap.GetString(Payment)!, CultureInfo.InvariantCulture);
        if (!await check.IsFinalAsync(payment)) return;
        await effects.WriteAsync(payment);
        await context.Scheduler.DeleteJob(context.JobDetail.Key, cancellationToken);
    }
}
