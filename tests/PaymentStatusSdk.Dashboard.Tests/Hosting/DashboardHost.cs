using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>A merchant's host on a free port, with the dashboard, a SQLite file and scripted gateways. Work is done when a test says
/// so.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    public const string Reader = "reader";
    public const string Operator = "operator";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("paymentstatus-dashboard-");
    private WebApplication? _app;

    private DashboardHost()
    {
        Cards = new ScriptedTransactionStatusClient("cards", Time);
        Ppro = new ScriptedTransactionStatusClient("ppro", Time);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ManualTimeProvider Time { get; } = new();

    public ScriptedTransactionStatusClient Cards { get; }

    public ScriptedTransactionStatusClient Ppro { get; }

    public OrderHandler Orders { get; } = new();

    /// <summary>The health of the client <c>cards</c>.</summary>
    public GatewayHealth Health { get; set; } = new();

    public LogCollector Logs { get; } = new();

    public IServiceProvider Services => _app!.Services;

    public ITransactionTracker Tracker => Services.GetRequiredService<ITransactionTracker>();

    private string FilePath => Path.Combine(_folder.FullName, "payments.db");

    public Uri Address => new(_app!.Urls.First());

    /// <summary>Starts a host whose readers and operators have policies.</summary>
    public static Task<DashboardHost> StartAsync(
        Action<PaymentStatusDashboardOptions>? configure = null, string environment = "Production") =>
        StartAsync(
            options =>
            {
                options.ReadPolicy = "payments-read";
                options.OperatorPolicy = "payments-act";
                configure?.Invoke(options);
            },
            environment, app => app.MapPaymentStatusDashboard("/payments"));

    /// <summary>Starts a host without policies.</summary>
    public static Task<DashboardHost> StartOpenAsync(string environment) =>
        StartAsync(_ => { }, environment, app => app.MapPaymentStatusDashboard("/payments"));

    public static async Task<DashboardHost> StartAsync(
        Action<PaymentStatusDashboardOptions> configure, string environment, Action<WebApplication> map)
    {
        var host = new DashboardHost();
        try
        {
            await host.RunAsync(configure, environment, map);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns a browser of a user.</summary>
    /// <param name="user">The name and role; null for a visitor who is not signed in.</param>
    /// <param name="claim">The type of the claim that has the name; null for the usual one.</param>
    public DashboardClient As(string? user, string? claim = null) => new(Address, user, claim);

    /// <summary>Tracks a purchase, of 10.00 EUR by default, that was submitted just now, so that its first check is due at once.</summary>
    public Task<TrackedTransaction> TrackAsync(string reference, string client = "cards", Money? amount = null) => Tracker.TrackAsync(
        client,
        TransactionQuery.ByMerchantReference(reference) with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = amount ?? new Money(10, "EUR"),
            SubmittedAt = Time.GetUtcNow(),
        },
        cancellationToken: Ct);

    /// <summary>Checks and delivers everything that is due.</summary>
    public Task RunOnceAsync() =>
        Services.GetRequiredService<ITrackingRunner>().RunOnceAsync(new TrackingRunBudget { RunsMaintenance = false }, Ct);

    /// <summary>Makes every call of the store fail.</summary>
    public Task BreakStoreAsync() => ExecuteAsync("DROP TABLE payment_tracked");

    /// <summary>Makes every change of a payment fail. It can still be read.</summary>
    public Task BreakWritesAsync() => ExecuteAsync(
        "CREATE TRIGGER broken BEFORE UPDATE ON payment_tracked BEGIN SELECT RAISE(ABORT, 'broken'); END");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task RunAsync(Action<PaymentStatusDashboardOptions> configure, string environment, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Logs);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<ITransactionStatusClientFactory>(new ScriptedClients(Cards, Ppro));
        builder.Services.AddKeyedSingleton<IGatewayHealthSource>("cards", new HealthSource(this));
        builder.Services.AddSingleton<IStatusChangeHandler>(Orders);
        builder.Services.AddPaymentTracking(options =>
        {
            options.RunWorker = false;
            options.MaxDeliveryTries = 1;
        }).UseSqlite(options => (options.ConnectionString, options.SyncEveryCommit) =
            (FilePath, false));
        builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy("payments-read", policy => policy.RequireRole(Reader, Operator))
            .AddPolicy("payments-act", policy => policy.RequireRole(Operator));
        builder.Services.AddPaymentStatusDashboard(configure);
        _app = builder.Build();
        _app.MapGet("/", () => Results.Text("The shop."));
        map(_app);
        await _app.StartAsync(Ct);
    }

    private sealed class HealthSource(DashboardHost host) : IGatewayHealthSource
    {
        public GatewayHealth Read() => host.Health;
    }
}
