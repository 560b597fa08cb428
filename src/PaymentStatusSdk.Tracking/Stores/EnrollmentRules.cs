namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: decides which row is the same transaction as a new one. Pure functions of their arguments.</summary>
public static class EnrollmentRules
{
    /// <summary>Returns the row that a transaction joins; null when it is a new one.</summary>
    /// <remarks>
    /// A row with the same gateway key matches. Otherwise a row with the same merchant key matches when no gateway key contradicts and the
    /// row or the new transaction is queried by its merchant reference. Among several such rows only an unambiguous one matches: the only
    /// one that is queried by merchant reference, or, of those, the only one without a gateway key.
    /// </remarks>
    /// <param name="rows">The rows of the client with either key, in any order. A row may occur twice.</param>
    /// <param name="keys">The keys of the new transaction.</param>
    public static StoredRow? Find(IReadOnlyList<StoredRow> rows, TransactionKeys keys)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var candidates = rows.Where(row => row.Status != TrackingStatus.Duplicate).DistinctBy(row => row.Id).ToList();
        if (keys.GatewayKey is not null && candidates.Find(row => row.Keys.GatewayKey == keys.GatewayKey) is { } same) return same;
        if (keys.MerchantKey is null) return null;
        var matches = candidates
            .Where(row => row.Keys.MerchantKey == keys.MerchantKey && (row.Keys.GatewayKey is null || keys.GatewayKey is null)
                && (row.Keys.IsByMerchantReference || keys.IsByMerchantReference))
            .ToList();
        return Only(matches) ?? Only(matches.FindAll(row => row.Keys.IsByMerchantReference))
            ?? Only(matches.FindAll(row => row.Keys is { IsByMerchantReference: true, GatewayKey: null }));
    }

    /// <summary>Returns the content of a row that is tracked again, under a new fencing number and with the keys added.</summary>
    /// <remarks>
    /// A transaction without a gateway reference removes the row's gateway key, because it is a new attempt. Otherwise, the gateway key of
    /// the new query replaces that of the row. The two differ only if the query names the reference of a new attempt. <see cref="Find"/>
    /// returns no such row, so the payment with the other reference has a row of its own.
    /// </remarks>
    /// <param name="row">The row.</param>
    /// <param name="joined">The new content.</param>
    /// <param name="keys">The keys of the new query.</param>
    public static RowUpdate Join(StoredRow row, TrackedTransaction joined, TransactionKeys keys)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(joined);
        var joinedKeys = new TransactionKeys(
            joined.GatewayReference is null ? null : keys.GatewayKey ?? row.Keys.GatewayKey, row.Keys.MerchantKey ?? keys.MerchantKey,
            joined.Query.MerchantReference is not null);
        return new RowUpdate(joined with { Id = row.Id }, joinedKeys, row.Fence + 1, row.Wakes);
    }

    private static StoredRow? Only(List<StoredRow> rows) => rows is [var row] ? row : null;
}
