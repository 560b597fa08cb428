using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>The examples of the readme, compiled.</summary>
internal static class ReadmeExample
{
    public static async Task AskAsync(WebApplicationBuilder builder)
    {
        builder.Services.AddPaymentStatus(gateways =>
            gateways.AddConvergeGate("cards", builder.Configuration.GetSection("PaymentStatus:Cards")));

        await using var app = builder.Build();
        var client = app.Services.GetRequiredKeyedService<ITransactionStatusClient>("cards");
        var result = await client.GetStatusAsync(TransactionQuery.ByMerchantId("ORDER-1001"));
        if (result is { Outcome: LookupOutcome.Answered, State: PaymentState.Captured }) Console.WriteLine("paid");
    }

    public static async Task ResendAsync(WebApplication app, string id)
    {
        var commands = app.Services.GetRequiredKeyedService<IConvergeGateCommands>("cards");
        await commands.ResendNotificationAsync(TransactionQuery.ByGatewayId(id));
    }
}
