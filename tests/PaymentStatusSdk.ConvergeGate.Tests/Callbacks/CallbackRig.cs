using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.ConvergeGate.Tests.Callbacks;

/// <summary>A client's callback handler without a web host, and a merchant's handler that records notifications.</summary>
internal sealed class CallbackRig : IStatusNotificationHandler, IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public CallbackRig(Action<ConvergeGateOptions>? change = null)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddSingleton<IStatusNotificationHandler>(this);
        services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", options =>
        {
            options.Endpoint = ConvergeGateDefaults.ConvergeGateTestEndpoint;
            (options.ApiUser, options.ApiPassword, options.ApiKey) = (Answers.ApiUser, Answers.ApiPassword, Answers.ApiKey);
            change?.Invoke(options);
        }));
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public List<StatusNotification> Received { get; } = [];

    public IGatewayCallbackHandler Handler => _services.GetRequiredKeyedService<IGatewayCallbackHandler>("cards");

    public Task<GatewayCallbackReply> PostAsync(string body, string? contentType = "application/xml") =>
        PostAsync(Encoding.UTF8.GetBytes(body), contentType);

    public Task<GatewayCallbackReply> PostAsync(byte[] body, string? contentType) =>
        Handler.HandleAsync(new GatewayCallback(body, contentType, "", ""), TestContext.Current.CancellationToken);

    /// <summary>Posts an invalid message and asserts that it is rejected and not delivered.</summary>
    public async Task RefusesAsync(string body, string? contentType = "application/xml")
    {
        var before = Received.Count;
        var reply = await PostAsync(body, contentType);
        Assert.Equal((400, CallbackVerdict.Refused), (reply.StatusCode, reply.Verdict));
        Assert.Equal(WireFile.Read("ack-error.xml"), reply.Body.ToArray());
        Assert.Equal(before, Received.Count);
    }

    public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
    {
        lock (Received) Received.Add(notification);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
