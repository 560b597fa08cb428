using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>A client's callback handler without a web host, and a merchant's handler that keeps the last notification.</summary>
internal sealed class CallbackHost : IStatusNotificationHandler
{
    private const string Client = "client";
    private const int LastYear = 9_000;

    private static readonly DateTimeOffset FirstDay = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

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

    public T GetKeyed<T>()
        where T : notnull => _services.GetRequiredKeyedService<T>(Client);

    /// <summary>Lets so much time pass that the client has forgotten all notifications: repeated ones reach the handler again.</summary>
    /// <param name="memory">How long a notification is remembered.</param>
    public void Forget(TimeSpan memory)
    {
        var now = Clock.GetUtcNow();
        // A long run must not reach the end of time. Setting the clock back keeps the last notification in the memory, and no other.
        Clock.SetWallClock(now.Year < LastYear ? memory : FirstDay - now);
    }

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
