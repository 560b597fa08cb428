using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary>The tracker of the merchant's store. It runs no worker and never creates or migrates a table.</summary>
internal sealed class TrackerConnection : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TrackerConnection(ServiceProvider services)
    {
        _services = services;
        Tracker = services.GetRequiredService<ITransactionTracker>();
        Store = services.GetRequiredService<ITrackingStore>();
    }

    public ITransactionTracker Tracker { get; }

    /// <summary>The store below the tracker, for its clock.</summary>
    public ITrackingStore Store { get; }

    /// <summary>Registers the merchant's clients and store. Nothing is read yet.</summary>
    public static TrackerConnection Open(MerchantConfiguration configuration, MerchantStore store, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddPaymentStatus(gateways =>
        {
            foreach (var client in MerchantClients.Find(configuration.Root)) MerchantConnection.Register(gateways, client);
        });
        UseStore(services.AddPaymentTracking(), store);
        var provider = services.BuildServiceProvider();
        return Guard(() => new TrackerConnection(provider));
    }

    /// <summary>Registers the store of a merchant.</summary>
    public static PaymentTrackingBuilder UseStore(PaymentTrackingBuilder tracking, MerchantStore store) => store.Kind switch
    {
        StoreKind.Sqlite => tracking.UseSqlite(options =>
        {
            options.ConnectionString = store.ConnectionString;
            options.ManageSchema = false;
        }),
        StoreKind.PostgreSql => tracking.UsePostgreSql(options =>
        {
            options.ConnectionString = store.ConnectionString;
            options.ManageSchema = false;
            options.Listen = false;
            if (store.Schema is { } schema) options.Schema = schema;
        }),
        _ => tracking.UseMySql(options =>
        {
            options.ConnectionString = store.ConnectionString;
            options.ManageSchema = false;
        }),
    };

    /// <summary>Runs a call of the store and turns its failures into exit codes with advice.</summary>
    /// <exception cref="CliException">The store cannot be used.</exception>
    public async Task<T> RunAsync<T>(Func<ITransactionTracker, Task<T>> call)
    {
        try
        {
            return await call(Tracker);
        }
        catch (TrackingStoreException exception)
        {
            throw new CliException(
                ExitCode.Unreachable, exception.Message,
                exception.IsTransient ? "Check that the database runs and run the command again." : "Correct the store, or --connection.");
        }
        catch (OptionsValidationException exception)
        {
            throw Invalid(exception);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static TrackerConnection Guard(Func<TrackerConnection> open)
    {
        try
        {
            return open();
        }
        catch (OptionsValidationException exception)
        {
            throw Invalid(exception);
        }
    }

    private static CliException Invalid(OptionsValidationException exception) =>
        new(ExitCode.ConfigurationError, exception.Message, "Correct the configuration of the host.");
}
