using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>How a callback handler gets what it needs.</summary>
internal sealed class AcmeCallbackHandler(GatewayAdapterContext<AcmeOptions> context) : IGatewayCallbackHandler
{
    private readonly NotificationDispatcher _dispatcher = context.CreateNotificationDispatcher(TimeSpan.FromHours(1));

    public bool IsEnabled => true;

    public static void Add(PaymentStatusBuilder builder, string name)
    {
        // snippet
        builder.Services.AddKeyedSingleton<IGatewayCallbackHandler>(name, (services, key) =>
            new AcmeCallbackHandler(services.GetRequiredKeyedService<GatewayAdapterContext<AcmeOptions>>(key)));
        // end
    }

    public Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
    {
        _ = _dispatcher;
        return Task.FromResult(GatewayCallbackReply.Refused);
    }
}
