using System.Data.Common;
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
    /// handlers. The store records completed changes under the handler's type name: a renamed handler may receive a change again. Each type
    /// is added once.
    /// </remarks>
    /// <typeparam name="THandler">The type of the handler.</typeparam>
    public PaymentTrackingBuilder AddStatusChangeHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    THandler>()
        where THandler : class, IStatusChangeHandler
    {
        Services.TryAddKeyedScoped<IStatusChangeHandler, THandler>(typeof(THandler));
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<HandlerSource>(new AddedHandlerSource<THandler>()));
        return this;
    }

    /// <summary>Adds a handler that is called inside the transaction which records that it has completed the change.</summary>
    /// <remarks>
    /// Its writes happen exactly once. The handler's data must be in the database in which tracking stores its rows; for another database,
    /// use the overload with a data source. Transactional handlers are called after all others. Each type is added once.
    /// </remarks>
    /// <typeparam name="THandler">The type of the handler.</typeparam>
    public PaymentTrackingBuilder AddTransactionalStatusChangeHandler<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, ITransactionalStatusChangeHandler =>
        Add<THandler>(create => new TransactionalHandlerSource(typeof(THandler), HandlerSource.NameOf(typeof(THandler)), create));

    /// <summary>
    /// Adds a handler that is called inside a transaction of another database, which has the table of <see cref="InboxSchema"/>.
    /// </summary>
    /// <remarks>
    /// The inbox table records the change in the handler's transaction, so that the handler's writes happen exactly once. Each type is
    /// added once.
    /// </remarks>
    /// <typeparam name="THandler">The type of the handler.</typeparam>
    /// <param name="dataSource">Returns the database of the handler.</param>
    public PaymentTrackingBuilder AddTransactionalStatusChangeHandler<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        Func<IServiceProvider, DbDataSource> dataSource)
        where THandler : class, ITransactionalStatusChangeHandler
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return Add<THandler>(create => new InboxHandlerSource(typeof(THandler), dataSource, create));
    }

    /// <summary>For packages that connect a data access library: adds a transactional handler that a factory creates.</summary>
    /// <param name="handlerType">The type of the merchant's handler. The store records completed changes under its full name.</param>
    /// <param name="create">Creates the handler from the services of the delivery's scope.</param>
    public PaymentTrackingBuilder AddTransactionalStatusChangeHandler(
        Type handlerType, Func<IServiceProvider, ITransactionalStatusChangeHandler> create)
    {
        ArgumentNullException.ThrowIfNull(handlerType);
        ArgumentNullException.ThrowIfNull(create);
        return Add(handlerType, new TransactionalHandlerSource(handlerType, HandlerSource.NameOf(handlerType), create));
    }

    private PaymentTrackingBuilder Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        Func<Func<IServiceProvider, ITransactionalStatusChangeHandler>, HandlerSource> source)
        where THandler : class, ITransactionalStatusChangeHandler
    {
        Services.TryAddKeyedScoped<ITransactionalStatusChangeHandler, THandler>(typeof(THandler));
        return Add(
            typeof(THandler),
            source(scoped => scoped.GetRequiredKeyedService<ITransactionalStatusChangeHandler>(typeof(THandler))));
    }

    private PaymentTrackingBuilder Add(Type handlerType, HandlerSource source)
    {
        var isAdded = Services.Any(service =>
            service is { IsKeyedService: false, ImplementationInstance: HandlerSource known } && known.Type == handlerType
            && known.GetType() == source.GetType());
        if (!isAdded) Services.AddSingleton(source);
        return this;
    }
}
