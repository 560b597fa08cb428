using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

internal static class DashboardSnippets
{
    public static void Map(WebApplicationBuilder builder, WebApplication app)
    {
        // snippet
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy("payments-read", policy => policy.RequireRole("Support", "Operations"))
            .AddPolicy("payments-act", policy => policy.RequireRole("Operations"));
        builder.Services.AddPaymentStatusDashboard(options =>
        {
            options.ReadPolicy = "payments-read";
            options.OperatorPolicy = "payments-act";
        });

        app.MapPaymentStatusDashboard("/payments");
        // end
    }
}
