using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>Checks that adapters share for <see cref="IGatewayAdapter.CheckQuery"/>.</summary>
public static class QueryChecks
{
    /// <summary>Refuses an id that is over the gateway's limit or has characters that no protocol here can carry.</summary>
    /// <param name="id">The id, or null to check nothing.</param>
    /// <param name="name">The query's member, for the message.</param>
    /// <param name="maxLength">The gateway's limit in characters.</param>
    /// <exception cref="ArgumentException">The id cannot be asked for.</exception>
    public static void RequireId(string? id, string name, int maxLength)
    {
        if (id is null) return;
        if (string.IsNullOrWhiteSpace(id)) throw new ArgumentException($"{name} is blank; give the id of the transaction.", name);
        if (id.Length > maxLength)
            throw new ArgumentException(Invariant($"{name} has {id.Length} characters; this gateway takes at most {maxLength}."), name);
        if (char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[^1]))
            throw new ArgumentException($"{name} starts or ends with white space, which gateways trim; give the id without it.", name);
        foreach (var character in id)
        {
            if (char.IsControl(character)) throw new ArgumentException($"{name} contains a control character.", name);
        }

        if (HasLoneSurrogate(id)) throw new ArgumentException($"{name} contains half of a surrogate pair, which has no UTF-8 form.", name);
    }

    /// <summary>Refuses a query that has not exactly one id, or a blank one.</summary>
    /// <exception cref="ArgumentException">The query cannot be asked.</exception>
    public static void RequireOneId(TransactionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.GatewayReference is null && query.MerchantReference is null)
            throw new ArgumentException("The query has no id; use TransactionQuery.ByGatewayReference or ByMerchantReference.", nameof(query));
        if (query.GatewayReference is not null && query.MerchantReference is not null)
        {
            throw new ArgumentException(
                "The query has two ids to ask for; keep one, and put the other into ExpectedGatewayReference or ExpectedMerchantReference.", nameof(query));
        }

        if (string.IsNullOrWhiteSpace(query.GatewayReference ?? query.MerchantReference))
            throw new ArgumentException("The id of the query is blank; give the id of the transaction.", nameof(query));
    }

    /// <summary>Refuses a query by an id that the gateway cannot be asked for.</summary>
    /// <exception cref="ArgumentException">The query cannot be asked.</exception>
    public static void RequireCapability(TransactionQuery query, TransactionStatusClientMetadata gateway)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(gateway);
        if (query.GatewayReference is not null && !gateway.Capabilities.SupportsGatewayReference)
            throw new ArgumentException($"Gateway '{gateway.ClientName}' cannot be asked by its own id; use TransactionQuery.ByMerchantReference.", nameof(query));
        if (query.MerchantReference is not null && !gateway.Capabilities.SupportsMerchantReference)
            throw new ArgumentException($"Gateway '{gateway.ClientName}' cannot be asked by the merchant's id; use TransactionQuery.ByGatewayReference.", nameof(query));
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
