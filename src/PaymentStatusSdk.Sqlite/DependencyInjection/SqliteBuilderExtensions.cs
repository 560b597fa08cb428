using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Sqlite;
using PaymentStatusSdk.Tracking.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps what several processes of one machine share in one SQLite file.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Keeps followed transactions in a file; exchange gates and callback boxes as well.</summary>
    /// <remarks>It does not matter whether <c>AddPaymentStatus</c> is called before or after.</remarks>
    /// <param name="builder">From <c>AddPaymentTracking</c>.</param>
    /// <param name="connectionString">See <see cref="SqliteStoreOptions.ConnectionString"/>.</param>
    public static PaymentTrackingBuilder UseSqlite(this PaymentTrackingBuilder builder, string connectionString) =>
        UseSqlite(builder, options => options.ConnectionString = connectionString);

    /// <summary>Keeps followed transactions in a file; exchange gates and callback boxes as well.</summary>
    /// <param name="builder">From <c>AddPaymentTracking</c>.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentTrackingBuilder UseSqlite(this PaymentTrackingBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddShared(builder.Services, configure);
        builder.Services.RemoveAll<ITrackingStore>();
        builder.Services.AddSingleton<ITrackingStore, SqliteTrackingStore>();
        return builder;
    }

    /// <summary>Keeps exchange gates and callback boxes alone in a file: for processes that follow nothing.</summary>
    /// <param name="builder">From <c>AddPaymentStatus</c>.</param>
    /// <param name="connectionString">See <see cref="SqliteStoreOptions.ConnectionString"/>.</param>
    public static PaymentStatusBuilder UseSqlite(this PaymentStatusBuilder builder, string connectionString) =>
        UseSqlite(builder, options => options.ConnectionString = connectionString);

    /// <summary>Keeps exchange gates and callback boxes alone in a file: for processes that follow nothing.</summary>
    /// <param name="builder">From <c>AddPaymentStatus</c>.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentStatusBuilder UseSqlite(this PaymentStatusBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddShared(builder.Services, configure);
        return builder;
    }

    private static void AddShared(IServiceCollection services, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SqliteStoreOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SqliteDatabase>();
        // Those in memory are there already, or will not be added any more.
        services.RemoveAll<IExchangeLock>();
        services.RemoveAll<ICallbackRouter>();
        services.AddSingleton<IExchangeLock, SqliteExchangeLock>();
        services.AddSingleton<ICallbackRouter, SqliteCallbackRouter>();
    }
}
