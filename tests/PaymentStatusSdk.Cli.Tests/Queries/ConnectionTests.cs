using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Tests.Queries;

/// <summary>The failures of the connections to a gateway and to a store, without either of them.</summary>
public sealed class ConnectionTests : IDisposable
{
    private readonly MerchantFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gateway_that_posts_its_answers_requires_an_address_only_when_it_is_queried()
    {
        var client = ClientOf("desjardins");

        var exception = await Assert.ThrowsAsync<CliException>(
            () => MerchantConnection.OpenAsync(client, null, TimeProvider.System, Ct));
        await using var connection = await MerchantConnection.OpenAsync(client, null, TimeProvider.System, Ct, isQueried: false);

        Assert.Equal(ExitCode.ConfigurationError, exception.Code);
        Assert.EndsWith(" PublicCallbackBaseUrl, and nothing listens there for this command.", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(" arrives, such as --listen http://localhost:5000.", exception.Advice, StringComparison.Ordinal);
        Assert.Equal("desjardins", connection.Client.Metadata.ClientName);
    }

    [Fact]
    public async Task Other_gateway_requires_no_address()
    {
        await using var connection = await MerchantConnection.OpenAsync(ClientOf("cards"), null, TimeProvider.System, Ct);

        Assert.Equal("cards", connection.Client.Metadata.ClientName);
    }

    [Fact]
    public async Task Invalid_options_are_an_error_of_the_configuration_with_the_name_of_the_section()
    {
        var exception = await Assert.ThrowsAsync<CliException>(
            () => MerchantConnection.OpenAsync(ClientOf("cards", ("ApiKey", "")), null, TimeProvider.System, Ct));

        Assert.Equal(ExitCode.ConfigurationError, exception.Code);
        Assert.Contains("PaymentStatus:Cards", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_has_the_time_of_the_clock()
    {
        await using var gateway = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        var clock = new ManualTimeProvider();
        var client = ClientOf(
            "cards", ("Endpoint", gateway.Endpoint.ToString()), ("ApiUser", gateway.ApiUser), ("ApiPassword", gateway.ApiPassword),
            ("ApiKey", gateway.ApiKey));
        await using var connection = await MerchantConnection.OpenAsync(client, null, clock, Ct);

        var result = await connection.Client.GetStatusAsync(TransactionQuery.ByMerchantReference("ORDER-1"), Ct);

        Assert.Equal((LookupOutcome.NotFound, clock.GetUtcNow()), (result.Outcome, result.ObservedAt));
    }

    [Fact]
    public async Task Address_that_is_in_use_is_an_error_with_advice_and_leaves_no_server()
    {
        WebApplication? server = null;
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var listen = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}/");

        var exception = await Assert.ThrowsAsync<CliException>(
            () => MerchantConnection.OpenAsync(
                ClientOf("desjardins"), listen, TimeProvider.System, Ct, configureApp: app => server = app));

        Assert.Equal(ExitCode.Unreachable, exception.Code);
        Assert.Contains("--listen", exception.Advice, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => server!.Services.GetService(typeof(TimeProvider)));
    }

    [Fact]
    public async Task Store_without_tables_is_not_created_and_says_how_to_go_on()
    {
        ClientOf("cards");
        var configuration = MerchantConfiguration.Load(_folder.Path, "Production", null);
        var file = Path.Combine(_folder.Path, "payments.db");
        var store = new MerchantStore(StoreKind.Sqlite, $"Data Source={file}");
        await using var connection = TrackerConnection.Open(configuration, store, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<CliException>(
            () => connection.RunAsync(tracker => tracker.GetAsync(1, Ct)));

        Assert.Equal(ExitCode.Unreachable, exception.Code);
        Assert.False(File.Exists(file));
        Assert.NotEmpty(exception.Advice);
    }

    [Theory]
    [InlineData(true, "Check that the database runs and run the command again.")]
    [InlineData(false, "Correct the store, or --connection.")]
    public async Task Failure_of_the_store_has_the_advice_of_its_kind(bool isTransient, string advice)
    {
        ClientOf("cards");
        var configuration = MerchantConfiguration.Load(_folder.Path, "Production", null);
        var store = new MerchantStore(StoreKind.Sqlite, $"Data Source={Path.Combine(_folder.Path, "payments.db")}");
        await using var connection = TrackerConnection.Open(configuration, store, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<CliException>(
            () => connection.RunAsync(_ => Task.FromException<int>(new TrackingStoreException("It failed.", isTransient))));

        Assert.Equal((ExitCode.Unreachable, "It failed.", advice), (exception.Code, exception.Message, exception.Advice));
    }

    [Fact]
    public async Task Invalid_options_of_the_host_are_an_error_of_the_configuration_at_any_time()
    {
        ClientOf("cards");
        var configuration = MerchantConfiguration.Load(_folder.Path, "Production", null);
        var store = new MerchantStore(StoreKind.Sqlite, $"Data Source={Path.Combine(_folder.Path, "payments.db")}");
        await using var connection = TrackerConnection.Open(configuration, store, TimeProvider.System);

        var later = await Assert.ThrowsAsync<CliException>(() => connection.RunAsync(
            _ => Task.FromException<int>(new OptionsValidationException("cards", typeof(object), ["ApiKey is missing."]))));
        var early = Assert.Throws<CliException>(() => TrackerConnection.Open(
            configuration, new MerchantStore(StoreKind.PostgreSql, "Host=db.example;Database=shop", "Bad Name"), TimeProvider.System));

        Assert.Equal(
            (ExitCode.ConfigurationError, "ApiKey is missing.", "Correct the configuration of the host."),
            (later.Code, later.Message, later.Advice));
        Assert.Equal((ExitCode.ConfigurationError, later.Advice), (early.Code, early.Advice));
        Assert.Contains("Schema", early.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_and_failures_of_a_watch_are_reported_in_their_order()
    {
        var answers = new List<string>();
        var failure = new TransactionStatusException(TransactionStatusErrorKind.Unavailable, "busy")
        {
            RetryAfter = TimeSpan.FromSeconds(9),
        };
        var paid = new TransactionStatusResult { ClientName = "cards", Outcome = LookupOutcome.Answered, State = PaymentState.Captured };
        var queue = new Queue<object>([paid, failure, paid with { Outcome = LookupOutcome.NotFound }]);
        var inner = new Inner(queue.Dequeue);
        var client = new ReportingClient(inner, () => answers.Add("began"), (state, delay) => answers.Add($"{state} {delay.TotalSeconds}"));
        var query = TransactionQuery.ByMerchantReference("ORDER-1");

        await client.GetStatusAsync(query, Ct);
        var first = (client.Latest, client.Failure);
        await Assert.ThrowsAsync<TransactionStatusException>(() => client.GetStatusAsync(query, Ct));
        var second = (client.Latest, client.Failure);
        await client.GetStatusAsync(query, Ct);

        Assert.Equal(["began", "Captured 0", "began", "busy 9", "began", "NotFound 0"], answers.Select(one => one));
        Assert.Equal(paid, first.Latest);
        Assert.Null(first.Failure);
        Assert.Equal(paid, second.Latest);
        Assert.Same(failure, second.Failure);
        Assert.Equal(LookupOutcome.NotFound, client.Latest?.Outcome);
        Assert.Null(client.Failure);
    }

    private MerchantClient ClientOf(string name, params (string Key, string Value)[] changes)
    {
        var settings = JsonNode.Parse("""
            {
              "PaymentStatus": {
                "Cards": { "Endpoint": "https://cards.example/v1", "ApiUser": "user", "ApiPassword": "password", "ApiKey": "key" },
                "Ppro": { "Endpoint": "https://ppro.example/", "Login": "login", "Password": "password", "ContractId": "contract" },
                "Desjardins": {
                  "Endpoint": "https://dips.example/catch", "MerchantId": "100001", "MerchantKey": "key",
                  "PublicCallbackBaseUrl": "https://host.example/"
                }
              }
            }
            """)!;
        foreach (var (key, value) in changes) settings["PaymentStatus"]!["Cards"]![key] = value;
        _folder.Write(settings);
        return MerchantClients.Get(MerchantConfiguration.Load(_folder.Path, "Production", null), name);
    }

    private sealed class Inner(Func<object> next) : ITransactionStatusClient
    {
        public TransactionStatusClientMetadata Metadata { get; } = new("cards", "convergegate", new GatewayCapabilities());

        public Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default) =>
            next() switch
            {
                TransactionStatusException failure => Task.FromException<TransactionStatusResult>(failure),
                var result => Task.FromResult((TransactionStatusResult)result),
            };
    }
}
