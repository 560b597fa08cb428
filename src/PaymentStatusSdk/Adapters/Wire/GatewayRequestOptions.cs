namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Options for one request that <see cref="GatewayTransport"/> sends. Immutable and thread-safe.</summary>
public sealed record GatewayRequestOptions
{
    /// <summary>Options for a request that the client may send again in a later attempt.</summary>
    public static GatewayRequestOptions Default { get; } = new();

    /// <summary>Options for a request that must reach the gateway at most once.</summary>
    public static GatewayRequestOptions NotRepeatable { get; } = new() { IsRepeatable = false };

    /// <summary>Whether the gateway may receive the request more than once.</summary>
    /// <value>
    /// The default is true. False sends the request with <c>Connection: close</c> on a new connection: the gateway may have closed a pooled
    /// one, and it would then be unknown whether the request arrived. False also ignores
    /// <see cref="Microsoft.Extensions.DependencyInjection.GatewayBuilder.AllowHandlersToResend"/>. Retries of the exchange are controlled
    /// by <see cref="GatewayExchange.ForbidRepeat"/>.
    /// </value>
    public bool IsRepeatable { get; init; } = true;
}
