using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaymentStatusSdk.EntityFrameworkCore.Delivery;
using PaymentStatusSdk.EntityFrameworkCore.Saving;
using PaymentStatusSdk.Tracking;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects tracking with contexts of EF Core whose tables are in the database in which tracking stores its rows.</summary>
public static class EntityFrameworkCoreBuilderExtensions
{
    private const DynamicallyAccessedMemberTypes ContextMembers =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors
        | DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>Lets a context track payments: see <c>DbContext.TrackPayment</c>.</summary>
    /// <remarks>
    /// Register the context with <c>AddDbContext</c>, <c>AddDbContextPool</c> or a factory, before or after this method.
    /// </remarks>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <param name="builder">The builder that <c>AddPaymentTracking</c> returns.</param>
    public static PaymentTrackingBuilder UseDbContext<[DynamicallyAccessedMembers(ContextMembers)] TContext>(
        this PaymentTrackingBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(TrackingContext<TContext>))) return builder;
        builder.Services.AddSingleton<TrackingContext<TContext>>();
        builder.Services.TryAddSingleton<TrackingInterceptor>();
        builder.Services.ConfigureDbContext<TContext>(
            (provider, options) => options.AddInterceptors(provider.GetRequiredService<TrackingInterceptor>()));
        return builder;
    }

    /// <summary>Adds a handler whose writes through a context happen exactly once.</summary>
    /// <remarks>
    /// <para>
    /// The scope's <typeparamref name="TContext"/> uses the transaction that records that the handler has completed the change. The handler
    /// gets this context by constructor injection, and changes that it has not saved are saved when it returns. If it throws, nothing was
    /// written, and the change is delivered again later. <c>TrackPayment</c> joins the same transaction.
    /// </para>
    /// <para>
    /// The store's connection is used: give tracking and the context the same connection string. In a handler, do not begin a transaction,
    /// and do not create contexts with a factory. Failures are not retried inside the transaction, even if the context retries on failure.
    /// In all other respects it is called like a handler of <c>AddTransactionalStatusChangeHandler</c>. The context needs no
    /// <see cref="UseDbContext"/>. Each handler type is added once.
    /// </para>
    /// </remarks>
    /// <typeparam name="TContext">The context, registered as a scoped service.</typeparam>
    /// <typeparam name="THandler">The type of the handler.</typeparam>
    /// <param name="builder">The builder that <c>AddPaymentTracking</c> returns.</param>
    public static PaymentTrackingBuilder AddStatusChangeHandler<
        [DynamicallyAccessedMembers(ContextMembers)] TContext,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this PaymentTrackingBuilder builder)
        where TContext : DbContext
        where THandler : class, IStatusChangeHandler
    {
        builder.UseDbContext<TContext>();
        builder.Services.TryAddKeyedScoped<IStatusChangeHandler, THandler>(typeof(THandler));
        return builder.AddTransactionalStatusChangeHandler(
            typeof(THandler), scoped => new EnlistedHandler<TContext, THandler>(scoped));
    }
}
