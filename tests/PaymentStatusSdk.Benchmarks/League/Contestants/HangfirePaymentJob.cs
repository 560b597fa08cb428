using Hangfire;

namespace PaymentStatusSdk.Benchmarks.League.Contestants;

/// <summary>Checks a payment once.</summary>
public sealed class HangfirePaymentJob(PaymentCheck check, EffectLog effects, IBackgroundJobClient jobs, CheckInterval interval)
{
    public async Task CheckAsync(int payment)
    {
        if (await check.IsFinalAsync(payment)) await effects.WriteAsync(payment);
        else jobs.Schedule<HangfirePaymentJob>(job => job.CheckAsync(payment), interval.Value);
    }
}
