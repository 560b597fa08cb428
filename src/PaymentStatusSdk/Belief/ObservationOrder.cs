namespace PaymentStatusSdk;

/// <summary>The two total orders of observations. Their maximum does not depend on the order or number of the answers.</summary>
/// <remarks>Both compare every member, so that two observations are equal in the order only if they are equal.</remarks>
internal static class ObservationOrder
{
    /// <summary>By class, then by when it was asked.</summary>
    public static StatusObservation Stronger(StatusObservation a, StatusObservation b) =>
        First(a.Class.CompareTo(b.Class), a.AskedAt.CompareTo(b.AskedAt), Rest(a, b)) >= 0 ? a : b;

    /// <summary>By when it was asked, then by class. A state that could not be read comes before every other.</summary>
    public static StatusObservation Later(StatusObservation a, StatusObservation b) =>
        First(Reports(a).CompareTo(Reports(b)), a.AskedAt.CompareTo(b.AskedAt), a.Class.CompareTo(b.Class), Rest(a, b)) >= 0 ? a : b;

    private static bool Reports(StatusObservation observation) => observation.Class != StateClass.Unknown;

    private static int Rest(StatusObservation a, StatusObservation b) => First(
        a.ObservedAt.CompareTo(b.ObservedAt),
        // Reversed: of two otherwise equal answers the less final one is the safer to believe.
        b.Finality.CompareTo(a.Finality),
        a.State.CompareTo(b.State),
        a.Funds.CompareTo(b.Funds),
        a.Reason.CompareTo(b.Reason),
        Compare(a.Amount, b.Amount),
        Compare(a.RefundedAmount, b.RefundedAmount));

    private static int Compare(Money? a, Money? b) =>
        First(string.CompareOrdinal(a?.Currency, b?.Currency), Nullable.Compare(a?.Amount, b?.Amount));

    private static int First(params ReadOnlySpan<int> comparisons)
    {
        foreach (var comparison in comparisons)
        {
            if (comparison != 0) return comparison;
        }

        return 0;
    }
}
