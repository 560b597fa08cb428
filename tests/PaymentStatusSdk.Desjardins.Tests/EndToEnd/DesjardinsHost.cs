using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>A simulator, a merchant's host that the gateway can reach, and registered clients.</summary>
internal sealed class DesjardinsHost : IAsyncDisposable
{
    public static readonly TimeSpan CallbackTimeout = TimeSpan.FromSeconds(45);

    private readonly WebApplication _web;
    private readonly Action<DesjardinsOptions>? _change;
    private readonly Action<IServiceCollection>? _services;
    private readonly TimeProvider _clock;
    private readonly Action<GatewayBuilder>? _configureGateway;
    private ServiceProvider? _provider;
    private ServiceProvider? _receiver;
    private GatewayCallback _last;

    private DesjardinsHost(
        DesjardinsSimulator gateway, WebApplication web, Action<DesjardinsOptions>? change, Action<IServiceCollection>? services,
        TimeProvider clock,
        Action<GatewayBuilder>? configureGateway)
    {
        (Gateway, _web, _change, _services, _clock, _configureGateway) = (gateway, web, change, services, clock, configureGateway);
    }

    public DesjardinsSimulator Gateway { get; }

    public IServiceProvider Services => _provider!;

    public ITransactionStatusClient Client => Services.GetRequiredKeyedService<ITransactionStatusClient>(Account.Client);

    public static async Task<DesjardinsHost> StartAsync(
        Action<DesjardinsSimulatorOptions>? simulate = null, Action<DesjardinsOptions>? change = null, TimeProvider? clock = null,
        Action<IServiceCollection>? services = null, Action<GatewayBuilder>? gateway = null)
    {
        var simulated = new DesjardinsSimulatorOptions
        {
            MerchantId = Account.MerchantId,
            MerchantKey = Account.MerchantKey,
            RecordingLimit = 5_000,
        };
        // The clock moves only with a test, so that slow machines cause no timeouts.
        clock ??= new ManualTimeProvider();
        simulated.TimeProvider = clock;
        simulate?.Invoke(simulated);
        var simulator = await DesjardinsSimulator.StartAsync(simulated, TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var host = new DesjardinsHost(simulator, builder.Build(), change, services, clock, gateway);
        host._web.Run(host.HandleAsync);
        await host._web.StartAsync(TestContext.Current.CancellationToken);
        host._provider = host.CreateProvider();
        return host;
    }

    /// <summary>Starts a new process without the memory of the old one.</summary>
    public async Task RestartAsync()
    {
        var old = Interlocked.Exchange(ref _provider, CreateProvider());
        await old!.DisposeAsync();
    }

    public void Approve(params IEnumerable<string> ids)
    {
        foreach (var id in ids) Gateway.Put(SimulatedDipsTransaction.Of(id, DipsOutcome.Approved));
    }

    public Task<TransactionStatusResult> QueryAsync(string id, string client = Account.Client) =>
        QueryUntilAsync(id, client, TestContext.Current.CancellationToken);

    public Task<TransactionStatusResult> QueryUntilAsync(string id, string client, CancellationToken cancellationToken) =>
        Services.GetRequiredKeyedService<ITransactionStatusClient>(client).GetStatusAsync(
            TransactionQuery.ByMerchantReference(id) with { Kind = TransactionKind.Purchase }, cancellationToken);

    public async Task<TransactionStatusException> FailAsync(string id) =>
        await Assert.ThrowsAsync<TransactionStatusException>(() => QueryAsync(id));

    /// <summary>From now on callbacks arrive at another instance of the merchant's host.</summary>
    public void ReceiveElsewhere() => _receiver = CreateProvider();

    /// <summary>Posts to the address of the last step 4.</summary>
    /// <returns>The HTTP status of the reply.</returns>
    public async Task<int> PostAgainAsync(byte[] body) =>
        (await Handler(Account.Client).HandleAsync(_last with { Body = body }, TestContext.Current.CancellationToken)).StatusCode;

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _web.DisposeAsync();
        await _provider!.DisposeAsync();
        if (_receiver is not null) await _receiver.DisposeAsync();
    }

    private ServiceProvider CreateProvider()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_clock);
        _services?.Invoke(services);
        services.AddPaymentStatus(gateways =>
        {
            var first = gateways.AddDesjardins(Account.Client, Configure);
            _configureGateway?.Invoke(first);
            gateways.AddDesjardins("second", Configure);
        });
        return services.BuildServiceProvider();
    }

    private void Configure(DesjardinsOptions options)
    {
        (options.Endpoint, options.PublicCallbackBaseUrl) = (Gateway.Endpoint, new Uri(_web.Urls.First()));
        (options.MerchantId, options.MerchantKey) = (Account.MerchantId, Account.MerchantKey);
        (options.CallbackTimeout, options.RetryDelay) = (CallbackTimeout, TimeSpan.Zero);
        _change?.Invoke(options);
    }

    private IGatewayCallbackHandler Handler(string client) =>
        (_receiver ?? _provider)!.GetRequiredKeyedService<IGatewayCallbackHandler>(client);

    private async Task HandleAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', 4);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var callback = new GatewayCallback(
            body.ToArray(), context.Request.ContentType, parts.Length > 3 ? parts[3] : "",
            context.Request.QueryString.Value!.TrimStart('?'));
        _last = callback;
        var reply = await Handler(parts[2]).HandleAsync(callback, context.RequestAborted);
        context.Response.StatusCode = reply.StatusCode;
        if (reply.ContentType is not null) context.Response.ContentType = reply.ContentType;
        await context.Response.BodyWriter.WriteAsync(reply.Body);
    }
}
