using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

internal static class FirstPayment
{
    public static void Run(string[] args)
    {
        // snippet
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddPaymentStatus(
            gateways => gateways.AddConvergeGate("cards", builder.Configuration.GetSection("PaymentStatus:Cards")));
        builder.Services.AddPaymentTracking()
            .UseSqlite(builder.Configuration.GetConnectionString("Payments")!)
            .AddStatusChangeHandler<LogPayments>();
        builder.Services.AddPaymentStatusDashboard();

        var app = builder.Build();
        app.MapPaymentStatusCallbacks();
        app.MapPaymentStatusDashboard("/payments");
        app.MapPost("/orders/{id}", async (string id, ITransactionTracker tracker, CancellationToken cancellationToken) =>
        {
            var query = TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = new Money(125.45m, "EUR") };
            var payment = await tracker.TrackAsync("cards", query, cancellationToken: cancellationToken);
            return $"Payment {payment.Id} is tracked.\n";
        });
        app.Run();
        // end
    }
}
