using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>A merchant that receives step 4, and simulators that a test starts with its own options.</summary>
public abstract class DesjardinsMerchantTest : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected ManualTimeProvider Time { get; } = new();

    private protected MerchantEndpoint Merchant { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Merchant = await MerchantEndpoint.StartAsync(null, Ct);

    public ValueTask DisposeAsync() => Merchant.DisposeAsync();

    /// <summary>Starts a simulator in which ORDER1 is approved and ORDER2 is declined.</summary>
    private protected async Task<DesjardinsSimulator> StartAsync(DesjardinsSimulatorOptions options)
    {
        options.TimeProvider = Time;
        var gateway = await DesjardinsSimulator.StartAsync(options, Ct);
        gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved));
        gateway.Put(SimulatedDipsTransaction.Of("ORDER2", DipsOutcome.Declined));
        return gateway;
    }
}
