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
        var attempts = Attempts.Together(row, other);
        var query = Attempts.QueryOf(
            Enrollment.Merge(row.Query, other.Query), row.Query.MerchantReference ?? other.Query.MerchantReference, attempts);
        return survivor with
        {
            Transaction = row with
            {
                Query = query,
                MerchantReference = row.MerchantReference ?? other.MerchantReference,
                EarlierAttempts = attempts,
            },
            Keys = survivor.Keys with
            {
                MerchantKey = survivor.Keys.MerchantKey ?? duplicate.Keys.MerchantKey,
                IsByMerchantReference = query.MerchantReference is not null,
            },
        };
    }
}
