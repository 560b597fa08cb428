using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>A defect in code is logged with types, stack frames and its location, and without message texts.</summary>
public sealed class DefectTests
{
    public static TheoryData<string> Places =>
        ["RunAsync", "Interpret", "CheckQuery", "a pending query", "no result of Interpret", "no anomalies of Interpret", "DefaultKind"];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Defect_of_an_adapter_is_logged_with_its_stack_and_blamed_on_the_adapter(string place)
    {
        var adapter = new BrokenAdapter(place);
        using var logs = new LogCollector();
        await using var services = Build(logs, gateways => gateways.AddKit("kit", adapter));

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => QueryAsync(services));

        var line = Assert.Single(logs.Lines, line => line.EventId.Id == 1010);
        Assert.Equal(LogLevel.Error, line.Level);
        if (!place.StartsWith("no ", StringComparison.Ordinal)) LeakyException.AssertIsTraced(line.Message);
        Assert.Equal(TransactionStatusErrorKind.Unknown, failure.Kind);
        Assert.Contains("adapter for 'kit' (PaymentStatusSdk.Tests) has a defect", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("handler", failure.Message, StringComparison.Ordinal);
        LeakyException.AssertNothingLeaks(logs, failure);
    }

    [Fact]
    public async Task Exception_of_a_message_handler_is_logged_with_its_stack_and_blamed_on_the_handler()
    {
        using var logs = new LogCollector();
        await using var services = Build(logs, gateways => gateways
            .AddKit("kit", context => new SendingAdapter(context.Transport))
            .ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new BrokenHandler())));

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => QueryAsync(services));

        var line = Assert.Single(logs.Lines, line => line.EventId.Id == 1010);
        Assert.Contains(nameof(BrokenHandler), line.Message, StringComparison.Ordinal);
        Assert.Contains("application's message handlers", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("adapter", failure.Message, StringComparison.Ordinal);
        LeakyException.AssertNothingLeaks(logs, failure);
    }

    [Fact]
    public async Task Failure_without_a_defect_has_no_separate_log_line()
    {
        var adapter = new KitAdapter { Run = (_, _) => throw ProtocolErrors.Invalid("It is odd.") };
        using var host = new KitHost(adapter, options => options.MaxRetries = 0);

        await host.FailAsync();

        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId.Id == 1010);
    }

    [Fact]
    public async Task Defect_of_a_callback_handler_is_logged_with_its_stack_once_a_minute()
    {
        using var logs = new LogCollector();
        var clock = new ManualTimeProvider();
        await using var services = Build(
            logs,
            gateways =>
            {
                gateways.AddKit("kit", new KitAdapter());
                gateways.Services.AddKeyedSingleton<IGatewayCallbackHandler>("kit", new BrokenCallbackHandler());
            },
            clock);
        var receiver = services.GetRequiredService<IGatewayCallbackReceiver>();

        for (var i = 0; i < 5; i++) await receiver.ReceiveAsync("kit", default, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(1));
        var reply = await receiver.ReceiveAsync("kit", default, TestContext.Current.CancellationToken);

        Assert.Equal(CallbackVerdict.Failed, reply.Verdict);
        Assert.Equal((6, 2), (logs.Lines.Count(line => line.EventId.Id == 1205), logs.Lines.Count(line => line.EventId.Id == 1208)));
        Assert.Contains(
            nameof(LeakyException.ParseAmount), logs.Lines.First(line => line.EventId.Id == 1208).Message, StringComparison.Ordinal);
        LeakyException.AssertNothingLeaks(logs);
    }

    private static ServiceProvider Build(LogCollector logs, Action<PaymentStatusBuilder> add, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? new ManualTimeProvider());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        return services.AddPaymentStatus(add).BuildServiceProvider();
    }

    private static Task<TransactionStatusResult> QueryAsync(ServiceProvider services) =>
        services.GetRequiredService<ITransactionStatusClient>()
            .GetStatusAsync(TransactionQuery.ByGatewayReference("G1"), TestContext.Current.CancellationToken);

    private sealed class BrokenAdapter(string place) : IGatewayAdapter
    {
        public string Provider => "kit";

        public GatewayCapabilities Capabilities { get; } = new() { SupportsGatewayReference = true };

        public TransactionKind DefaultKind
        {
            get
            {
                BreakAt("DefaultKind");
                return TransactionKind.Unknown;
            }
        }

        public void CheckQuery(TransactionQuery query) => BreakAt("CheckQuery");

        public Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
        {
            BreakAt("RunAsync");
            foreach (var pendingQuery in exchange.Seal())
            {
                BreakAt("a pending query");
                pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            }

            return Task.CompletedTask;
        }

        public ParsedStatus Interpret(ParsedStatus reading, TransactionQuery query)
        {
            BreakAt("Interpret");
            return place switch
            {
                "no result of Interpret" => null!,
                "no anomalies of Interpret" => reading with { Anomalies = null! },
                _ => reading,
            };
        }

        private void BreakAt(string here)
        {
            if (here == place) LeakyException.ParseAmount(null);
        }
    }

    private sealed class BrokenHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            LeakyException.ParseAmount(null) > 0
                ? base.SendAsync(request, cancellationToken)
                : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }

    private sealed class BrokenCallbackHandler : IGatewayCallbackHandler
    {
        public bool IsEnabled => true;

        public Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
        {
            LeakyException.ParseAmount(null);
            return Task.FromResult(GatewayCallbackReply.Refused);
        }
    }
}
