using PaymentStatusSdk.Tracking.Checks;

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Decides what the survivor of a duplicate takes over from it. Pure functions.</summary>
internal static class DuplicateRules
{
    /// <summary>
    /// Returns the survivor with what only the duplicate stated, and with the earlier attempts of the duplicate. Returns an equal value if
    /// there is nothing to take over, or if the duplicate contradicts the survivor.
    /// </summary>
    /// <param name="survivor">The row that continues.</param>
    /// <param name="duplicate">The row that ends as its duplicate.</param>
    public static RowUpdate Merge(RowUpdate survivor, RowUpdate duplicate)
    {
        var (row, other) = (survivor.Transaction, duplicate.Transaction);
        // A part of a contradiction would make every later answer a mismatch. A person examines both rows.
        if (Enrollment.Contradicts(row, survivor.Keys.MerchantKey, other.Query, duplicate.Keys.MerchantKey)) return survivor;
        var query = QueryOf(Enrollment.Merge(row.Query, other.Query), other);
        return survivor with
        {
            Transaction = row with
            {
                Query = query,
                MerchantReference = row.MerchantReference ?? other.MerchantReference,
                EarlierAttempts = Attempts.Together(row, other),
            },
            Keys = survivor.Keys with
            {
                MerchantKey = survivor.Keys.MerchantKey ?? duplicate.Keys.MerchantKey,
                IsByMerchantReference = query.MerchantReference is not null,
            },
        };
    }

    // A query by gateway reference never finds another attempt, and an expected one makes each answer about another attempt a mismatch.
    private static TransactionQuery QueryOf(TransactionQuery merged, TrackedTransaction duplicate) =>
        duplicate.EarlierAttempts.Count > 0 && duplicate.Query.MerchantReference is { } reference
            ? merged with
            {
                GatewayReference = null,
                MerchantReference = reference,
                ExpectedGatewayReference = null,
                ExpectedMerchantReference = null,
            }
            : merged;
}
