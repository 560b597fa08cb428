namespace PaymentStatusSdk.Belief;

/// <summary>The two total orders of observations. The maximum does not depend on the order or the number of the answers.</summary>
/// <remarks>
/// Both orders compare every member, and the decimal places of amounts, so two observations have the same rank only if they are equal and
/// print alike.
/// </remarks>
internal static class ObservationOrder
{
    /// <summary>Returns the stronger observation: by class, then by the time of the query.</summary>
    public static StatusObservation Stronger(StatusObservation a, StatusObservation b) =>
        First(a.Class.CompareTo(b.Class), a.AskedAt.CompareTo(b.AskedAt), CompareRemaining(a, b)) >= 0 ? a : b;

    /// <summary>
    /// Returns the later observation: by the time of the query, then by class. An unknown state ranks below every other state.
    /// </summary>
    public static StatusObservation Later(StatusObservation a, StatusObservation b) =>
        First(HasState(a).CompareTo(HasState(b)), a.AskedAt.CompareTo(b.AskedAt), a.Class.CompareTo(b.Class), CompareRemaining(a, b)) >= 0
            ? a
            : b;

    private static bool HasState(StatusObservation observation) => observation.Class != StateClass.Unknown;

    private static int CompareRemaining(StatusObservation a, StatusObservation b) => First(
        a.ObservedAt.CompareTo(b.ObservedAt),
        // Reversed: of two otherwise equal answers, the less final one is safer.
        b.Finality.CompareTo(a.Finality),
        a.State.CompareTo(b.State),
        a.Funds.CompareTo(b.Funds),
        a.Reason.CompareTo(b.Reason),
        Compare(a.Amount, b.Amount),
        Compare(a.RefundedAmount, b.RefundedAmount));

    private static int Compare(Money? a, Money? b) =>
        First(
            string.CompareOrdinal(a?.Currency, b?.Currency),
            Nullable.Compare(a?.Amount, b?.Amount),
            // 125.4 equals 125.40 but is printed differently.
            Nullable.Compare(a?.Amount.Scale, b?.Amount.Scale));

    private static int First(params ReadOnlySpan<int> comparisons)
    {
        foreach (var comparison in comparisons)
        {
            if (comparison != 0) return comparison;
        }

        return 0;
    }
}
