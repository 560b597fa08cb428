using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaymentStatusSdk.Tracking;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adjusts how transactions are tracked. Stores add themselves here: see <c>UseSqlite</c> and <c>UsePostgreSql</c>.</summary>
public sealed class PaymentTrackingBuilder
{
    internal PaymentTrackingBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services that tracking is registered in.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a handler of changes, created anew in a scope of its own for every delivery.</summary>
    /// <remarks>
    /// It is a keyed service under its own type, so that a handler that cannot be created, hangs or fails holds up no other. What it has taken is noted under its full type name: a handler that is renamed may get a change once more. Each type counts once.
    /// </remarks>
    /// <typeparam name="THandler">The handler.</typeparam>
    public PaymentTrackingBuilder AddStatusChangeHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IStatusChangeHandler
    {
        Services.TryAddKeyedScoped<IStatusChangeHandler, THandler>(typeof(THandler));
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<HandlerSource>(new HandlerSource<THandler>()));
        return this;
    }
}
