using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>What an adapter says about itself, checked before its client is used: a wrong declaration would show only at the first query.</summary>
internal static class AdapterCheck
{
    private const int LongestProvider = 64;

    /// <summary>Everything that is wrong, each as a sentence without the client's name; empty when nothing is.</summary>
    public static IReadOnlyList<string> Find(string provider, GatewayCapabilities capabilities)
    {
        var errors = new List<string>();
        if (!IsProvider(provider))
            errors.Add($"its adapter's Provider is '{provider}': use 1 to {LongestProvider} lower case letters, digits, '.', '_' and '-'.");
        if (!capabilities.SupportsGatewayReference && !capabilities.SupportsMerchantReference)
            errors.Add("its adapter can be asked by neither id: set SupportsGatewayReference or SupportsMerchantReference in its Capabilities.");
        RequirePositive(nameof(capabilities.MaxTransactionsPerExchange), capabilities.MaxTransactionsPerExchange);
        RequirePositive(nameof(capabilities.MaxConcurrentExchanges), capabilities.MaxConcurrentExchanges);
        return errors;

        void RequirePositive(string name, int value)
        {
            if (value < 1) errors.Add(Invariant($"its adapter's {name} is {value}; at least 1 is possible."));
        }
    }

    /// <summary>Also compares the provider with the registration's: telemetry and logs would otherwise use two names for one gateway.</summary>
    public static IReadOnlyList<string> Find(string registered, IGatewayAdapter adapter)
    {
        var errors = Find(adapter.Provider, adapter.Capabilities);
        return string.Equals(registered, adapter.Provider, StringComparison.Ordinal)
            ? errors
            : [.. errors, $"it is registered with the provider '{registered}' and its adapter says '{adapter.Provider}': give the same name in both places."];
    }

    /// <summary>Throws when anything is wrong.</summary>
    /// <exception cref="InvalidOperationException">The client cannot be created; the message names every fault.</exception>
    public static void Require(string client, IReadOnlyList<string> errors)
    {
        if (errors.Count > 0) throw new InvalidOperationException(string.Join(' ', Describe(client, errors)));
    }

    /// <summary>The faults with the name of the client in front.</summary>
    public static IEnumerable<string> Describe(string client, IReadOnlyList<string> errors) => errors.Select(error => $"Client '{client}': {error}");

    /// <summary>Is it a name that can be a telemetry tag and a log category?</summary>
    public static bool IsProvider(string? provider) => provider is { Length: > 0 and <= LongestProvider }
        && provider.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '_' or '-');
}
