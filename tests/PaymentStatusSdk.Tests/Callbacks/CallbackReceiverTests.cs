using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class CallbackReceiverTests : IGatewayCallbackHandler, IDisposable
{
    private readonly LogCollector _log = new();

    public bool IsEnabled { get; set; } = true;

    public Func<GatewayCallbackReply> Reply { get; set; } = () => GatewayCallbackReply.Refused;

    public void Dispose() => _log.Dispose();

    public Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken) =>
        Task.FromResult(Reply());

    [Fact]
    public async Task Address_is_open_only_for_clients_that_can_verify()
    {
        await using var services = Build();
        var receiver = services.GetRequiredService<IGatewayCallbackReceiver>();

        Assert.True(receiver.IsOpen("Cards"));
        Assert.False(receiver.IsOpen("mute"));
        Assert.False(receiver.IsOpen("missing"));
        IsEnabled = false;
        Assert.False(receiver.IsOpen("cards"));
        Assert.Equal(
            CallbackVerdict.Refused, (await receiver.ReceiveAsync("cards", default, TestContext.Current.CancellationToken)).Verdict);
    }

    [Fact]
    public async Task Failure_of_an_adapter_requests_another_delivery_and_quotes_nothing()
    {
        await using var services = Build();
        Reply = () => throw new FormatException("canary");

        var reply = await services.GetRequiredService<IGatewayCallbackReceiver>()
            .ReceiveAsync("cards", default, TestContext.Current.CancellationToken);

        Assert.Equal((500, CallbackVerdict.Failed), (reply.StatusCode, reply.Verdict));
        var line = Assert.Single(_log.Lines, line => line.EventId.Id == 1205);
        Assert.DoesNotContain("canary", line.Message + line.Values + line.Exception, StringComparison.Ordinal);
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log))
        .AddKeyedSingleton<IGatewayCallbackHandler>("cards", this)
        .AddPaymentStatus(gateways =>
        {
            gateways.AddKit("cards", new KitAdapter());
            gateways.AddKit("mute", new KitAdapter());
        }).BuildServiceProvider();
}
