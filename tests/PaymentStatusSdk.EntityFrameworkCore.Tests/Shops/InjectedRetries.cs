using Microsoft.EntityFrameworkCore.Storage;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>Retries injected failures without a delay.</summary>
internal sealed class InjectedRetries(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, 3, TimeSpan.Zero)
{
    protected override bool ShouldRetryOn(Exception exception) => exception is InjectedException;

    protected override TimeSpan? GetNextDelay(Exception lastException) =>
        base.GetNextDelay(lastException) is null ? null : TimeSpan.Zero;
}
