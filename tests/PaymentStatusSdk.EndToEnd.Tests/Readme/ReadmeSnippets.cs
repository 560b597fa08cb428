// Every C# example of the readmes, compiled. ReadmeTests compares them with the readmes, line by line.
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Ppro;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

internal static class ReadmeSnippets
{
    public static async Task FirstScreenAsync(IServiceCollection services, IConfiguration configuration, ITransactionStatusClient client)
    {
        // snippet
        services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", configuration.GetSection("PaymentStatus:Cards")));
        var query = TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedAmount = new Money(10.00m, "EUR") };
        if ((await client.GetStatusAsync(query)).Verdict == PaymentVerdict.Success) Console.WriteLine("Paid: ship the goods.");
        // end
    }

    public static void WebApplicationEndpoint(WebApplication app)
    {
        // snippet
        app.MapGet("/orders/{id}", async (string id, ITransactionStatusClient client, CancellationToken cancellationToken) =>
        {
            var query = TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = new Money(125.45m, "EUR") };
            var result = await client.GetStatusAsync(query, cancellationToken);
            if (result.Verdict == PaymentVerdict.Success) return "Paid: ship the goods.";
            if (result is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) return "Failed: the customer may pay again.";
            return "Not known yet: leave the order as it is and query again later.";
        });
        // end
    }

    public static void Belief(TransactionStatusResult result)
    {
        // snippet
        StatusBelief? belief = null;
        belief = StatusRules.Advance(belief, result);
        if (belief is { IsContested: true }) CallAnOperator(belief);
        // end
    }

    public static void Registration(WebApplicationBuilder builder, WebApplication app)
    {
        // snippet
        builder.Services.AddPaymentStatus(gateways =>
        {
            gateways.AddConvergeGate("cards", builder.Configuration.GetSection("PaymentStatus:Cards"));
            gateways.AddConvergeGate("cards-france", builder.Configuration.GetSection("PaymentStatus:CardsFrance"));
            gateways.AddPpro("ppro", builder.Configuration.GetSection("PaymentStatus:Ppro"))
                .ConfigureHttpClient(http => http.AddHttpMessageHandler<CountingHandler>());
            gateways.AddDesjardins("desjardins", builder.Configuration.GetSection("PaymentStatus:Desjardins"));
        });
        app.MapPaymentStatusCallbacks();
        // end
    }

    public static async Task WaitingAsync(ITransactionStatusClient client, TransactionQuery query, TransactionQuery[] queries)
    {
        // snippet
        var final = await client.WaitForFinalStatusAsync(query, PollingSchedule.Default);
        await foreach (var change in client.WatchAsync(query)) Show(change);
        await foreach (var lookup in client.GetStatusesAsync(queries, maxConcurrency: 8)) Show(lookup.Result, lookup.Exception);
        // end
        Show(final);
    }

    public static ITransactionStatusClient Scripted()
    {
        // snippet
        var client = new ScriptedTransactionStatusClient("cards")
            .Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured)
            .Fail("ORDER-2", TransactionStatusErrorKind.Timeout)
            .NotFound("ORDER-3");
        // end
        return client;
    }

    public static async Task ConvergeGateAsync(WebApplicationBuilder builder, WebApplication app)
    {
        // snippet
        builder.Services.AddPaymentStatus(gateways =>
            gateways.AddConvergeGate("cards", builder.Configuration.GetSection("PaymentStatus:Cards")));

        var client = app.Services.GetRequiredKeyedService<ITransactionStatusClient>("cards");
        var result = await client.GetStatusAsync(TransactionQuery.ByMerchantReference("ORDER-1001"));
        if (result.Verdict == PaymentVerdict.Success) Console.WriteLine("paid");
        // end
    }

    public static async Task ConvergeGateCommandsAsync(WebApplication app, string id)
    {
        // snippet
        var commands = app.Services.GetRequiredKeyedService<IConvergeGateCommands>("cards");
        await commands.ResendNotificationAsync(TransactionQuery.ByGatewayReference(id));
        // end
    }

    public static async Task PproAsync(IServiceCollection services, IConfiguration configuration, IServiceProvider provider)
    {
        // snippet
        services.AddPaymentStatus(gateways => gateways.AddPpro("ppro", configuration.GetSection("PaymentStatus:Ppro")));

        var client = provider.GetRequiredKeyedService<ITransactionStatusClient>("ppro");
        // PPRO reports no amounts. The query is also right at a gateway that does.
        var query = TransactionQuery.ByGatewayReference("123887123") with { ExpectedAmount = new Money(125.45m, "EUR") };
        var result = await client.GetStatusAsync(query);
        if (result.Verdict == PaymentVerdict.Success) Ship();
        // end
    }

    public static async Task DesjardinsAsync(WebApplicationBuilder builder, WebApplication app)
    {
        // snippet
        builder.Services.AddPaymentStatus(gateways =>
            gateways.AddDesjardins("desjardins", builder.Configuration.GetSection("PaymentStatus:Desjardins")));
        app.MapPaymentStatusCallbacks();

        var client = app.Services.GetRequiredKeyedService<ITransactionStatusClient>("desjardins");
        var query = TransactionQuery.ByMerchantReference("ORDER1001") with { Kind = TransactionKind.Purchase };
        if ((await client.GetStatusAsync(query)).Verdict == PaymentVerdict.Success) Console.WriteLine("paid");
        // end
    }

    public static async Task TestingAsync()
    {
        // snippet
        await using var gateway = await ConvergeGateSimulator.StartAsync();
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "PENDING" }.ThenAfterQueries(2, "CAPTURED"));
        gateway.Faults.Next(SimulatedFault.ResetBeforeAnswer, SimulatedFault.TooManyRequests(TimeSpan.FromSeconds(1)));
        // Point your client at gateway.Endpoint with gateway.ApiUser, gateway.ApiPassword and gateway.ApiKey, and query.
        await gateway.WaitForRequestsAsync(1);
        Console.WriteLine(gateway.Received[0].Text);
        // end
    }

    public static void Callbacks(WebApplicationBuilder builder, WebApplication app)
    {
        // snippet
        builder.Services.AddPaymentStatus(gateways =>
            gateways.AddPpro("ppro", builder.Configuration.GetSection("PaymentStatus:Ppro")));
        builder.Services.AddScoped<IStatusNotificationHandler, WakeUp>();
        builder.Services.AddHealthChecks().AddPaymentStatus();

        app.MapPaymentStatusCallbacks();
        // end
    }

    public static async Task PproReturnAsync(
        WebApplication app, ITransactionStatusClient client, string txid, string cs, (int Id, string RedirectSecret) order)
    {
        // snippet
        var returns = app.Services.GetRequiredKeyedService<IPproReturnCheck>("ppro");
        if (returns.IsGenuine(txid, cs, order.RedirectSecret)) await client.GetStatusAsync(TransactionQuery.ByGatewayReference(txid));
        // end
    }

    private static void Ship()
    {
    }

    private static void CallAnOperator(StatusBelief belief) => _ = belief;

    private static void Show(params object?[] values) => _ = values;
}
