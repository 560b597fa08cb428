using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Adapters;

/// <summary>What a login at the gateway gave, and how long it may be used.</summary>
/// <remarks>Immutable and thread-safe. The value is a secret: it is in no text of this class.</remarks>
/// <typeparam name="T">The type of the login's result, such as the token's.</typeparam>
public sealed class GatewaySession<T>
{
    /// <summary>Creates a session.</summary>
    /// <param name="value">What the requests of the session need.</param>
    /// <param name="lifetime">How long it may be used, counted from the start of the login; null: until the gateway refuses it. Zero or less:
    /// only by the exchanges that waited for this login.</param>
    public GatewaySession(T value, TimeSpan? lifetime = null) => (Value, Lifetime) = (value, lifetime);

    /// <summary>What the requests of the session need.</summary>
    [JsonIgnore]
    public T Value { get; }

    /// <summary>How long it may be used, counted from the start of the login; null: until the gateway refuses it.</summary>
    public TimeSpan? Lifetime { get; }

    /// <summary>The class alone: the value is a secret.</summary>
    public override string ToString() => nameof(GatewaySession<T>);
}
