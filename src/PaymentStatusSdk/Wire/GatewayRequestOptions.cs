namespace PaymentStatusSdk.Adapters;

/// <summary>How <see cref="GatewayTransport"/> sends one request. Immutable and thread-safe.</summary>
public sealed record GatewayRequestOptions
{
    /// <summary>A request that the client may send again in a further attempt.</summary>
    public static GatewayRequestOptions Default { get; } = new();

    /// <summary>A request that must reach the gateway at most once.</summary>
    public static GatewayRequestOptions NotRepeatable { get; } = new() { IsRepeatable = false };

    /// <summary>Whether the gateway may get the request more than once.</summary>
    /// <value>
    /// The default is true. False sends the request with <c>Connection: close</c> on a connection of its own: a pooled one may have been
    /// closed by the gateway, and then nothing shows whether the request arrived. It also ignores
    /// <see cref="Microsoft.Extensions.DependencyInjection.GatewayBuilder.AllowHandlersToResend"/>. Retries of the exchange are a matter of
    /// <see cref="GatewayExchange.ForbidRepeat"/>.
    /// </value>
    public bool IsRepeatable { get; init; } = true;
}
