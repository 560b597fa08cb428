using Wolverine;

namespace PaymentStatusSdk.Benchmarks.League.Contestants;

/// <summary>Checks a payment once. The returned message is stored with the end of this one.</summary>
public sealed class CheckPaymentHandler(PaymentCheck check, EffectLog effects, CheckInterval interval)
{
    public async Task<object?> HandleAsync(CheckPayment message)
    {
        if (!await check.IsFinalAsync(message.Payment)) return message.DelayedFor(interval.Value);
        await effects.WriteAsync(message.Payment);
        return null;
    }
}
