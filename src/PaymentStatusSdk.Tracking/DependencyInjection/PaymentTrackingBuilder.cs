using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Delivery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures tracking. Stores are added here: see <c>UseSqlite</c>, <c>UsePostgreSql</c> and <c>UseMySql</c>.</summary>
public sealed class PaymentTrackingBuilder
{
    internal PaymentTrackingBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services in which tracking is registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a handler of changes, which is created in a new scope for every delivery.</summary>
    /// <remarks>
    /// The handler is a keyed service under its own type, so a handler that cannot be created, hangs or fails does not delay other
    /// handlers. The store records completed changes under the handler's full type name: a renamed handler may receive a change again. Each
    /// type is added once.
    /// </remarks>
    /// <typeparam name="THandler">The type of the handler.</typeparam>
    public PaymentTrackingBuilder AddStatusChangeHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    THandler>()
        where THandler : class, IStatusChangeHandler
    {
        Services.TryAddKeyedScoped<IStatusChangeHandler, THandler>(typeof(THandler));
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<HandlerSource>(new HandlerSource<THandler>()));
        return this;
    }
}
