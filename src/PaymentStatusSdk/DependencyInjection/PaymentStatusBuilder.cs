namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers gateways; see the <c>Add...</c> extension of each adapter package.</summary>
public sealed class PaymentStatusBuilder
{
    internal PaymentStatusBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services that the gateways are registered in.</summary>
    public IServiceCollection Services { get; }
}
