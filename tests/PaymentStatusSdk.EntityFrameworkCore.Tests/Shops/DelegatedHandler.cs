using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>A handler that calls a delegate, and its delivery inside a transaction, without a host.</summary>
internal sealed class DelegatedHandler(ShopContext db, Action<ShopContext> handle) : IStatusChangeHandler
{
    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        handle(db);
        return Task.CompletedTask;
    }

    /// <summary>Adds the handler as <c>AddStatusChangeHandler</c> does.</summary>
    public static void AddTo(IServiceCollection services, Action<ShopContext> handle)
    {
        services.AddSingleton(handle);
        services.AddKeyedScoped<IStatusChangeHandler, DelegatedHandler>(typeof(DelegatedHandler));
    }

    /// <summary>Delivers a change of a transaction in a scope, as the store does.</summary>
    public static async Task DeliverAsync(
        IServiceProvider scoped, TrackedTransaction tracked, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var type = typeof(DbContextTrackingExtensions).Assembly
            .GetType("PaymentStatusSdk.EntityFrameworkCore.Delivery.EnlistedHandler`2", throwOnError: true)!
            .MakeGenericType(typeof(ShopContext), typeof(DelegatedHandler));
        var handler = (ITransactionalStatusChangeHandler)Activator.CreateInstance(type, scoped)!;
        var change = new StatusChange { Id = Guid.NewGuid(), Sequence = 1, Transaction = tracked };
        await handler.HandleAsync(change, transaction, cancellationToken);
    }
}
