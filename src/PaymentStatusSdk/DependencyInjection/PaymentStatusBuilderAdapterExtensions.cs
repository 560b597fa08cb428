using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.DependencyInjection;
using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.Http;
using PaymentStatusSdk.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>For authors of adapters: the registration method behind the <c>Add...</c> extension of an adapter package.</summary>
public static class PaymentStatusBuilderAdapterExtensions
{
    private const int MaxNameLength = 64;
    private const DynamicallyAccessedMemberTypes OptionsMembers =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor;

    /// <summary>Registers one client of an adapter whose options are set in code.</summary>
    /// <remarks>A host does not start with an adapter whose provider or capabilities are not valid.</remarks>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name: 1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="registration">How the adapter's clients are registered.</param>
    /// <exception cref="ArgumentException">
    /// The name is in use, too long, or has characters that are not allowed; or the provider is not valid.
    /// </exception>
    public static GatewayBuilder AddGateway<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        this PaymentStatusBuilder builder, string name, Action<TOptions> configure, GatewayRegistration<TOptions> registration)
        where TOptions : GatewayOptions
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(builder, name, section: null, configure, registration);
    }

    /// <summary>Registers one client of an adapter whose options are bound from configuration and reloaded when it changes.</summary>
    /// <remarks>A host does not start with an adapter whose provider or capabilities are not valid.</remarks>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name: 1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
    /// <param name="section">The section whose keys are the properties of the options; other keys are rejected.</param>
    /// <param name="configure">Sets options in code after the section is bound; null to set none.</param>
    /// <param name="registration">How the adapter's clients are registered.</param>
    /// <exception cref="ArgumentException">
    /// The name is in use, too long, or has characters that are not allowed; or the provider is not valid, or there is no Bind.
    /// </exception>
    public static GatewayBuilder AddGateway<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        this PaymentStatusBuilder builder, string name, IConfiguration section, Action<TOptions>? configure,
        GatewayRegistration<TOptions> registration)
        where TOptions : GatewayOptions
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(builder, name, section, configure, registration);
    }

    private static GatewayBuilder Add<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        PaymentStatusBuilder builder, string name, IConfiguration? section, Action<TOptions>? configure,
        GatewayRegistration<TOptions> registration)
        where TOptions : GatewayOptions
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(registration);
        var services = builder.Services;
        RequireFreeName(services, name);
        if (!AdapterCheck.IsProvider(registration.Provider))
        {
            throw new ArgumentException(
                $"'{registration.Provider}' is not a valid provider name: use lowercase letters, digits, '.', '_' and '-'.",
                nameof(registration));
        }

        AddOptions(services, name, section, configure, registration);
        services.AddKeyedSingleton<IGatewayOptionsSource<TOptions>>(
            name, (provider, _) => CreateOptionsSource(provider, name, registration));
        services.AddKeyedSingleton<IGatewayOptionsSource<GatewayOptions>>(
            name, (provider, _) => provider.GetRequiredKeyedService<IGatewayOptionsSource<TOptions>>(name));
        services.AddKeyedSingleton(
            name, (provider, _) => registration.CreateAdapter(provider.GetRequiredKeyedService<GatewayAdapterContext<TOptions>>(name))
                ?? throw new InvalidOperationException(
                    $"Client '{name}': CreateAdapter of the provider '{registration.Provider}' returned null. Report it to the adapter's "
                    + "author."));
        var entry = new GatewayEntry(name, registration.Provider, provider => Validate(provider, name, registration));
        services.AddSingleton(entry);
        services.AddKeyedSingleton(name, (provider, _) => CreateContext(provider, registration, entry));
        services.AddKeyedSingleton(name, (provider, _) => CreateInnerClient(provider, name, registration));
        services.AddKeyedSingleton<ITransactionStatusClient>(name, (provider, _) => Decorate(provider, entry));
        services.AddKeyedSingleton<IGatewayHealthSource>(name, (provider, _) =>
        {
            var options = provider.GetRequiredKeyedService<IGatewayOptionsSource<TOptions>>(name);
            var expiry = new CertificateExpiry<TOptions>(
                registration.ReadCertificateExpiry, provider.GetRequiredKeyedService<GatewayAdapterContext<TOptions>>(name));
            return new GatewayHealthSource(
                provider.GetRequiredKeyedService<GatewayClient>(name), () => options.ReloadError, expiry.Read);
        });
        var gateway = new GatewayBuilder(services, entry, AddHttpClient(services, name, registration));
        if (registration.CreateCallbackHandler is { } create)
        {
            services.AddKeyedSingleton(
                name, (provider, _) => create(provider.GetRequiredKeyedService<GatewayAdapterContext<TOptions>>(name)));
        }

        registration.AddServices?.Invoke(services, name);
        return gateway;
    }

    private static void RequireFreeName(IServiceCollection services, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxNameLength || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-'))
            throw new ArgumentException(
                $"'{name}' is not a valid client name: use 1 to {MaxNameLength} letters, digits, '.', '_' and '-'.", nameof(name));
        // Case-insensitive, because the name is also part of the callback address.
        var isTaken = services.Any(service => service.ImplementationInstance is GatewayEntry entry
            && entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (isTaken) throw new ArgumentException($"A client named '{name}' is already registered; choose a unique name.", nameof(name));
    }

    private static void AddOptions<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        IServiceCollection services, string name, IConfiguration? section, Action<TOptions>? configure,
        GatewayRegistration<TOptions> registration)
        where TOptions : GatewayOptions
    {
        services.AddOptions();
        if (section is not null)
        {
            var bind = registration.Bind
                ?? throw new ArgumentException("A registration with a section requires Bind.", nameof(registration));
            services.AddSingleton<IConfigureOptions<TOptions>>(new SectionBinder<TOptions>(name, section, bind));
            services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(
                new ConfigurationChangeTokenSource<TOptions>(name, section));
        }

        if (configure is not null) services.Configure(name, configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>>(registration.Validator));
    }

    private static IHttpClientBuilder AddHttpClient<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        IServiceCollection services, string name, GatewayRegistration<TOptions> registration)
        where TOptions : GatewayOptions =>
        new GatewayHttpClientBuilder(services.AddHttpClient(HttpClientNameOf(name)))
            .UseSocketsHttpHandler((handler, provider) => ConfigureHandler(handler, provider, name, registration))
            // The default loggers would log the address of every query twice, and cost as much as a small query.
            .RemoveAllLoggers();

    private static void ConfigureHandler<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        SocketsHttpHandler handler, IServiceProvider provider, string name, GatewayRegistration<TOptions> registration)
        where TOptions : GatewayOptions
    {
        var context = provider.GetRequiredKeyedService<GatewayAdapterContext<TOptions>>(name);
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.ConnectTimeout = context.Options.Current.ConnectTimeout;
        // Trace ids and baggage belong to the merchant and must not reach a payment gateway.
        handler.ActivityHeadersPropagator = System.Diagnostics.DistributedContextPropagator.CreateNoOutputPropagator();
        try
        {
            registration.ConfigureHandler?.Invoke(handler, context);
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            throw AdapterDefect.OfRegistration(
                registration.Provider, typeof(TOptions), nameof(registration.ConfigureHandler), exception);
        }
    }

    private static GatewayOptionsSource<TOptions> CreateOptionsSource<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        IServiceProvider provider, string name, GatewayRegistration<TOptions> registration)
        where TOptions : GatewayOptions => new(
            name,
            provider.GetRequiredService<IOptionsFactory<TOptions>>(),
            provider.GetServices<IOptionsChangeTokenSource<TOptions>>(),
            CreateLogger(provider, registration.Provider));

    private static GatewayAdapterContext<TOptions> CreateContext<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        IServiceProvider provider, GatewayRegistration<TOptions> registration, GatewayEntry entry)
        where TOptions : GatewayOptions
    {
        var timeProvider = provider.GetRequiredService<TimeProvider>();
        var logger = CreateLogger(provider, registration.Provider);
        return new GatewayAdapterContext<TOptions>(
            entry.Name,
            provider.GetRequiredKeyedService<IGatewayOptionsSource<TOptions>>(entry.Name),
            CreateTransport(provider, entry, timeProvider, logger),
            timeProvider,
            logger,
            provider)
        {
            RegisteredProvider = registration.Provider,
        };
    }

    private static GatewayTransport CreateTransport(
        IServiceProvider provider, GatewayEntry entry, TimeProvider timeProvider, ILogger logger)
    {
        var handlers = new GatewayHttpHandlers(provider, HttpClientNameOf(entry.Name), entry.UsesHttpClientDefaults, timeProvider);
        return new GatewayTransport(entry.Name, handlers, entry.AllowsHandlersToResend, timeProvider, logger);
    }

    private static GatewayClient CreateInnerClient<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        IServiceProvider provider, string name, GatewayRegistration<TOptions> registration)
        where TOptions : GatewayOptions
    {
        var context = provider.GetRequiredKeyedService<GatewayAdapterContext<TOptions>>(name);
        var adapter = provider.GetRequiredKeyedService<IGatewayAdapter>(name);
        var inner = context.CreateGatewayClient(adapter);
        var metrics = provider.GetRequiredService<PaymentStatusMetrics>();
        metrics.ObserveQueue(inner.Metadata, () => inner.QueueLength);
        metrics.ObserveCircuit(inner.Metadata, () => inner.IsCircuitOpen);
        return inner;
    }

    private static ITransactionStatusClient Decorate(IServiceProvider provider, GatewayEntry entry)
    {
        ITransactionStatusClient client = provider.GetRequiredKeyedService<GatewayClient>(entry.Name);
        foreach (var decorate in entry.Decorators) client = decorate(client, provider);
        return client;
    }

    // Also creates the options source, so that valid options exist from the start of the host, whatever the configuration becomes.
    private static IReadOnlyList<string> Validate<[DynamicallyAccessedMembers(OptionsMembers)] TOptions>(
        IServiceProvider provider, string name, GatewayRegistration<TOptions> registration)
        where TOptions : GatewayOptions
    {
        try
        {
            provider.GetRequiredKeyedService<IGatewayOptionsSource<TOptions>>(name);
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (Exception exception)
        {
            return [$"Client '{name}': configuring its options threw {exception.GetType()}; check the delegate that was passed to its "
                + "registration."];
        }

        // An exception from creating the adapter is more informative than an error text.
        var adapter = provider.GetRequiredKeyedService<IGatewayAdapter>(name);
        return [.. AdapterCheck.Describe(name, AdapterCheck.Find(registration.Provider, adapter))];
    }

    private static ILogger CreateLogger(IServiceProvider provider, string product) =>
        provider.GetRequiredService<ILoggerFactory>().CreateLogger(PaymentStatusTelemetry.CategoryOf(product));

    private static string HttpClientNameOf(string name) => $"{PaymentStatusTelemetry.Name}:{name}";
}
