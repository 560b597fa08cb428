using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.MySql;
using PaymentStatusSdk.MySql.Dialects;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers MariaDB as the store that all instances share.</summary>
public static class MySqlBuilderExtensions
{
    /// <summary>Stores tracked transactions, exchange locks and callback mailboxes in MariaDB.</summary>
    /// <param name="builder">The builder that <c>AddPaymentTracking</c> returns.</param>
    /// <param name="connectionString">See <see cref="MySqlStoreOptions.ConnectionString"/>.</param>
    public static PaymentTrackingBuilder UseMySql(this PaymentTrackingBuilder builder, string connectionString) =>
        builder.UseMySql(options => options.ConnectionString = connectionString);

    /// <summary>Stores tracked transactions, exchange locks and callback mailboxes in MariaDB.</summary>
    /// <remarks>
    /// <c>AddPaymentStatus</c> may be called before or after this method. The options are validated when the host starts.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddPaymentTracking</c> returns.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentTrackingBuilder UseMySql(this PaymentTrackingBuilder builder, Action<MySqlStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Add(builder.Services, configure, withTracking: true);
        return builder;
    }

    /// <summary>Stores only exchange locks and callback mailboxes in MariaDB, for instances that do not track transactions.</summary>
    /// <param name="builder">The builder that <c>AddPaymentStatus</c> passes to its delegate.</param>
    /// <param name="connectionString">See <see cref="MySqlStoreOptions.ConnectionString"/>.</param>
    public static PaymentStatusBuilder UseMySql(this PaymentStatusBuilder builder, string connectionString) =>
        builder.UseMySql(options => options.ConnectionString = connectionString);

    /// <summary>Stores only exchange locks and callback mailboxes in MariaDB, for instances that do not track transactions.</summary>
    /// <param name="builder">The builder that <c>AddPaymentStatus</c> passes to its delegate.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentStatusBuilder UseMySql(this PaymentStatusBuilder builder, Action<MySqlStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Add(builder.Services, configure, withTracking: false);
        return builder;
    }

    private static void Add(IServiceCollection services, Action<MySqlStoreOptions> configure, bool withTracking)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<MySqlStoreOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MySqlStoreOptions>, MySqlStoreOptionsValidator>());
        services.AddRelationalStore(
            provider => new MySqlDialect(provider.GetRequiredService<IOptions<MySqlStoreOptions>>().Value, provider), withTracking);
    }
}
