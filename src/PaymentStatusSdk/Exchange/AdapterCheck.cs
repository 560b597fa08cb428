using PaymentStatusSdk.Adapters;
using static System.FormattableString;

namespace PaymentStatusSdk.Exchange;

/// <summary>
/// Validates the values that an adapter declares before its client is used; otherwise an error would show only at the first query.
/// </summary>
internal static class AdapterCheck
{
    private const int LongestProvider = 64;

    /// <summary>Returns all errors, each as a sentence without the client's name; empty when there is none.</summary>
    public static IReadOnlyList<string> Find(string provider, GatewayCapabilities capabilities)
    {
        var errors = new List<string>();
        if (!IsProvider(provider))
            errors.Add($"its adapter's Provider is '{provider}': use 1 to {LongestProvider} lower case letters, digits, '.', '_' and '-'.");
        if (!capabilities.SupportsGatewayReference && !capabilities.SupportsMerchantReference)
            errors.Add(
                "its adapter supports neither reference: set SupportsGatewayReference or SupportsMerchantReference in its Capabilities.");
        RequirePositive(nameof(capabilities.MaxTransactionsPerExchange), capabilities.MaxTransactionsPerExchange);
        RequirePositive(nameof(capabilities.MaxConcurrentExchanges), capabilities.MaxConcurrentExchanges);
        return errors;

        void RequirePositive(string name, int value)
        {
            if (value < 1) errors.Add(Invariant($"its adapter's {name} is {value}; the minimum is 1."));
        }
    }

    /// <summary>
    /// Returns the errors of an adapter, and an error if its provider differs from the registered one. Telemetry and logs would otherwise
    /// use two names for one gateway.
    /// </summary>
    public static IReadOnlyList<string> Find(string registered, IGatewayAdapter adapter)
    {
        var errors = Find(adapter.Provider, adapter.Capabilities);
        return string.Equals(registered, adapter.Provider, StringComparison.Ordinal)
            ? errors
            : [.. errors, $"it is registered with the provider '{registered}', but its adapter's Provider is '{adapter.Provider}': use the "
                + "same name in both places."];
    }

    /// <summary>Throws when there is an error.</summary>
    /// <exception cref="InvalidOperationException">The client cannot be created; the message lists every error.</exception>
    public static void Require(string client, IReadOnlyList<string> errors)
    {
        if (errors.Count > 0) throw new InvalidOperationException(string.Join(' ', Describe(client, errors)));
    }

    /// <summary>Returns the errors, each preceded by the client's name.</summary>
    public static IEnumerable<string> Describe(string client, IReadOnlyList<string> errors) =>
        errors.Select(error => $"Client '{client}': {error}");

    /// <summary>Whether the text can be used as a telemetry tag and in a log category.</summary>
    public static bool IsProvider(string? provider) => provider is { Length: > 0 and <= LongestProvider }
        && provider.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '_' or '-');
}
