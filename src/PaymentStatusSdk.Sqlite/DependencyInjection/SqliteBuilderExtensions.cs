using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Sqlite;
using PaymentStatusSdk.Sqlite.Dialects;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers one SQLite file as the store that several processes of one machine share.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Stores tracked transactions, exchange locks and callback mailboxes in an SQLite file.</summary>
    /// <remarks>
    /// <c>AddPaymentStatus</c> may be called before or after this method. The options are validated when the host starts.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddPaymentTracking</c> returns.</param>
    /// <param name="connectionString">See <see cref="SqliteStoreOptions.ConnectionString"/>.</param>
    public static PaymentTrackingBuilder UseSqlite(this PaymentTrackingBuilder builder, string connectionString) =>
        UseSqlite(builder, options => options.ConnectionString = connectionString);

    /// <summary>Stores tracked transactions, exchange locks and callback mailboxes in an SQLite file.</summary>
    /// <param name="builder">The builder that <c>AddPaymentTracking</c> returns.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentTrackingBuilder UseSqlite(this PaymentTrackingBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Add(builder.Services, configure, withTracking: true);
        return builder;
    }

    /// <summary>
    /// Stores only exchange locks and callback mailboxes in an SQLite file, for processes that do not track transactions.
    /// </summary>
    /// <param name="builder">The builder that <c>AddPaymentStatus</c> passes to its delegate.</param>
    /// <param name="connectionString">See <see cref="SqliteStoreOptions.ConnectionString"/>.</param>
    public static PaymentStatusBuilder UseSqlite(this PaymentStatusBuilder builder, string connectionString) =>
        UseSqlite(builder, options => options.ConnectionString = connectionString);

    /// <summary>
    /// Stores only exchange locks and callback mailboxes in an SQLite file, for processes that do not track transactions.
    /// </summary>
    /// <param name="builder">The builder that <c>AddPaymentStatus</c> passes to its delegate.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentStatusBuilder UseSqlite(this PaymentStatusBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Add(builder.Services, configure, withTracking: false);
        return builder;
    }

    private static void Add(IServiceCollection services, Action<SqliteStoreOptions> configure, bool withTracking)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SqliteStoreOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>());
        services.AddRelationalStore(
            provider => new SqliteDialect(provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value), withTracking);
    }
}
