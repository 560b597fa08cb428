using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql;
using PaymentStatusSdk.PostgreSql.Adapters;
using PaymentStatusSdk.PostgreSql.Connections;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.PostgreSql.Store;
using PaymentStatusSdk.Tracking.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses PostgreSQL as what all instances share.</summary>
public static class PostgreSqlBuilderExtensions
{
    /// <summary>Keeps followed transactions in PostgreSQL, and with them the gates and boxes of callbacks.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">See <see cref="PostgreSqlStoreOptions.ConnectionString"/>.</param>
    public static PaymentTrackingBuilder UsePostgreSql(this PaymentTrackingBuilder builder, string connectionString) =>
        builder.UsePostgreSql(options => options.ConnectionString = connectionString);

    /// <summary>Keeps followed transactions in PostgreSQL, and with them the gates and boxes of callbacks.</summary>
    /// <remarks>The options are checked when the host starts. It does not matter whether this or <c>AddPaymentStatus</c> comes first.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentTrackingBuilder UsePostgreSql(this PaymentTrackingBuilder builder, Action<PostgreSqlStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddShared(builder.Services, configure);
        builder.Services.Replace(ServiceDescriptor.Singleton<ITrackingStore, PostgreSqlTrackingStore>());
        return builder;
    }

    /// <summary>Keeps the gates and boxes of callbacks in PostgreSQL, for several instances that follow no transactions.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">See <see cref="PostgreSqlStoreOptions.ConnectionString"/>.</param>
    public static PaymentStatusBuilder UsePostgreSql(this PaymentStatusBuilder builder, string connectionString) =>
        builder.UsePostgreSql(options => options.ConnectionString = connectionString);

    /// <summary>Keeps the gates and boxes of callbacks in PostgreSQL, for several instances that follow no transactions.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentStatusBuilder UsePostgreSql(this PaymentStatusBuilder builder, Action<PostgreSqlStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddShared(builder.Services, configure);
        return builder;
    }

    private static void AddShared(IServiceCollection services, Action<PostgreSqlStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<PostgreSqlStoreOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgreSqlStoreOptions>, PostgreSqlStoreOptionsValidator>());
        services.TryAddSingleton<StoreDatabase>();
        services.TryAddSingleton<WakeupHub>();
        services.TryAddSingleton<SignalListener>();
        services.Replace(ServiceDescriptor.Singleton<IExchangeLock, PostgreSqlExchangeLock>());
        services.Replace(ServiceDescriptor.Singleton<ICallbackRouter, PostgreSqlCallbackRouter>());
    }
}
