using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.PostgreSql;
using PaymentStatusSdk.PostgreSql.Dialects;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers PostgreSQL as the store that all instances share.</summary>
public static class PostgreSqlBuilderExtensions
{
    /// <summary>Stores tracked transactions, exchange locks and callback mailboxes in PostgreSQL.</summary>
    /// <param name="builder">The builder that <c>AddPaymentTracking</c> returns.</param>
    /// <param name="connectionString">See <see cref="PostgreSqlStoreOptions.ConnectionString"/>.</param>
    public static PaymentTrackingBuilder UsePostgreSql(this PaymentTrackingBuilder builder, string connectionString) =>
        builder.UsePostgreSql(options => options.ConnectionString = connectionString);

    /// <summary>Stores tracked transactions, exchange locks and callback mailboxes in PostgreSQL.</summary>
    /// <remarks>
    /// <c>AddPaymentStatus</c> may be called before or after this method. The options are validated when the host starts.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddPaymentTracking</c> returns.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentTrackingBuilder UsePostgreSql(this PaymentTrackingBuilder builder, Action<PostgreSqlStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Add(builder.Services, configure, withTracking: true);
        return builder;
    }

    /// <summary>Stores only exchange locks and callback mailboxes in PostgreSQL, for instances that do not track transactions.</summary>
    /// <param name="builder">The builder that <c>AddPaymentStatus</c> passes to its delegate.</param>
    /// <param name="connectionString">See <see cref="PostgreSqlStoreOptions.ConnectionString"/>.</param>
    public static PaymentStatusBuilder UsePostgreSql(this PaymentStatusBuilder builder, string connectionString) =>
        builder.UsePostgreSql(options => options.ConnectionString = connectionString);

    /// <summary>Stores only exchange locks and callback mailboxes in PostgreSQL, for instances that do not track transactions.</summary>
    /// <param name="builder">The builder that <c>AddPaymentStatus</c> passes to its delegate.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentStatusBuilder UsePostgreSql(this PaymentStatusBuilder builder, Action<PostgreSqlStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Add(builder.Services, configure, withTracking: false);
        return builder;
    }

    private static void Add(IServiceCollection services, Action<PostgreSqlStoreOptions> configure, bool withTracking)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<PostgreSqlStoreOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgreSqlStoreOptions>, PostgreSqlStoreOptionsValidator>());
        services.AddRelationalStore(
            provider => new PostgreSqlDialect(
                provider.GetRequiredService<IOptions<PostgreSqlStoreOptions>>().Value, provider,
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()),
            withTracking);
    }
}
