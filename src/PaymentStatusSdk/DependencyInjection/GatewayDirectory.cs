using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>All registered clients by name.</summary>
internal sealed class GatewayDirectory(IServiceProvider services, IEnumerable<GatewayEntry> entries) : ITransactionStatusClientFactory
{
    private readonly string[] _names = [.. entries.Select(entry => entry.Name)];

    public IReadOnlyList<string> Names => _names;

    public ITransactionStatusClient Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _names.Contains(name, StringComparer.Ordinal)
            ? services.GetRequiredKeyedService<ITransactionStatusClient>(name)
            : throw new ArgumentException(Unknown(name), nameof(name));
    }

    /// <summary>
    /// Throws for a key that is not the name of a client: the container's own message contains neither the key nor the names.
    /// </summary>
    public ITransactionStatusClient Refuse(object? key) => throw new InvalidOperationException(Unknown(key));

    /// <summary>Returns the client that resolves without a key.</summary>
    public ITransactionStatusClient Only() => _names is [var name]
        ? Get(name)
        : throw new InvalidOperationException(
            $"ITransactionStatusClient resolves without a key only when exactly one is registered. {Known()} "
            + "Use [FromKeyedServices(\"name\")], GetRequiredKeyedService, or ITransactionStatusClientFactory.");

    private string Unknown(object? name) => $"No gateway client is registered as '{name}'. {Known()}";

    private string Known() => _names.Length == 0
        ? "No clients are registered: register one with AddPaymentStatus."
        : $"Registered clients: {string.Join(", ", _names.Select(name => $"'{name}'"))}.";
}
