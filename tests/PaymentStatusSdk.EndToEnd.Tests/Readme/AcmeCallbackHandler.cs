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

    // snippet
    private static readonly GatewayRegistration<AcmeOptions> Registration = new()
    {
        Provider = "acme",
        Validator = new AcmeOptionsValidator(),
        CreateAdapter = context => new AcmeAdapter(context),
        CreateCallbackHandler = context => new AcmeCallbackHandler(context),
    };
    // end

    public static GatewayBuilder Add(PaymentStatusBuilder builder, string name, Action<AcmeOptions> configure) =>
        builder.AddGateway(name, configure, Registration);

    public Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
    {
        _ = _dispatcher;
        return Task.FromResult(GatewayCallbackReply.Refused);
    }
}
