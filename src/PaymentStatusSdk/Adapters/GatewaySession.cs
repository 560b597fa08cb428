using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Adapters;

/// <summary>The result of a login at the gateway, and how long it may be used.</summary>
/// <remarks>Immutable and thread-safe. The value is a secret: no text of this class contains it.</remarks>
/// <typeparam name="T">The type of the login's result, such as the token's.</typeparam>
public sealed class GatewaySession<T>
{
    /// <summary>Creates a session.</summary>
    /// <param name="value">The value that the requests of the session need.</param>
    /// <param name="lifetime">How long the session may be used, counted from the start of the login. Null means until the gateway rejects
    /// it; zero or less means only by the exchanges that waited for this login.</param>
    public GatewaySession(T value, TimeSpan? lifetime = null) => (Value, Lifetime) = (value, lifetime);

    /// <summary>The value that the requests of the session need.</summary>
    [JsonIgnore]
    public T Value { get; }

    /// <summary>How long the session may be used, counted from the start of the login; null means until the gateway rejects it.</summary>
    public TimeSpan? Lifetime { get; }

    /// <summary>Returns the class name only: the value is a secret.</summary>
    public override string ToString() => nameof(GatewaySession<T>);
}
