using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>A client's callback handler without a web host, and a merchant's handler that keeps the last notification.</summary>
internal sealed class CallbackHost : IStatusNotificationHandler
{
    private const string Client = "client";

    private readonly ServiceProvider _services;
    private readonly IGatewayCallbackHandler _handler;
    private StatusNotification? _notification;

    public CallbackHost(Action<PaymentStatusBuilder, string> add)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddSingleton<IStatusNotificationHandler>(this);
        services.AddPaymentStatus(builder => add(builder, Client));
        _services = services.BuildServiceProvider();
        _handler = _services.GetRequiredKeyedService<IGatewayCallbackHandler>(Client);
    }

    public ManualTimeProvider Clock { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Handles one message.</summary>
    public CallbackReading Handle(GatewayCallback callback)
    {
        Volatile.Write(ref _notification, null);
        var reply = _handler.HandleAsync(callback, CancellationToken.None).GetAwaiter().GetResult();
        return new CallbackReading(reply, Volatile.Read(ref _notification));
    }

    public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _notification, notification);
        return Task.CompletedTask;
    }
}
