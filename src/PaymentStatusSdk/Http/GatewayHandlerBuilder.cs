using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Http;

namespace PaymentStatusSdk.Http;

/// <summary>Collects the message handlers of one client.</summary>
internal sealed class GatewayHandlerBuilder(IServiceProvider services) : HttpMessageHandlerBuilder
{
    [AllowNull]
    public override string Name { get => field; set => field = value ?? ""; } = "";

    public override HttpMessageHandler PrimaryHandler { get; set; } = new SocketsHttpHandler();

    public override IList<DelegatingHandler> AdditionalHandlers { get; } = [];

    public override IServiceProvider Services => services;

    public override HttpMessageHandler Build() => CreateHandlerPipeline(PrimaryHandler, AdditionalHandlers);
}
