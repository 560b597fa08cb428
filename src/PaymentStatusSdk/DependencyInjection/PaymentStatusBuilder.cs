namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers gateway clients; see the <c>Add...</c> extension of each adapter package.</summary>
public sealed class PaymentStatusBuilder
{
    internal PaymentStatusBuilder(IServiceCollection services) => Services = services;

    /// <summary>The service collection in which the clients are registered.</summary>
    public IServiceCollection Services { get; }
}
