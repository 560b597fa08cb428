using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>When a new attempt to pay begins under the merchant's id, and which attempt an answer is about. Pure functions.</summary>
/// <remarks>
/// The merchant's id is that of all attempts, so only the gateway reference distinguishes them. Where it does not, a failure counts as the one that is known already:
/// a failure of the new attempt is never guessed.
/// </remarks>
internal static class Attempts
{
    /// <summary>How many earlier attempts a row keeps.</summary>
    internal const int MostKept = 10;

    /// <summary>Whether tracking the same merchant reference again begins a new attempt. It does after a failure that is not going to turn, unless it names the gateway's id of that failure.</summary>
    public static bool Begins(TrackedTransaction row, TrackedTransaction fresh, GatewayCapabilities capabilities)
    {
        if (!IsFailed(row.Belief) || fresh.Query.MerchantReference is null) return false;
        if (row.Status == TrackingStatus.Active && row.Belief!.Finality != Finality.Final) return false;
        return TransactionKeys.OfGatewayReference(fresh.GatewayReference, capabilities) is not { } told || told != TransactionKeys.OfGatewayReference(row.GatewayReference, capabilities);
    }

    /// <summary>The row with the current attempt among the earlier ones, and a new one that nothing is known of. It expects the same kind and amount unless others are given.</summary>
    public static TrackedTransaction Begin(TrackedTransaction row, TrackedTransaction fresh) => row with
    {
        Belief = null,
        GatewayReference = null,
        HasMismatch = false,
        LastOutcome = LookupOutcome.Unknown,
        AttemptStartedAt = fresh.TrackedAt,
        EarlierAttempts = [Current(row), .. row.EarlierAttempts.Take(MostKept - 1)],
        Query = fresh.Query with
        {
            Kind = fresh.Query.Kind == TransactionKind.Unknown ? row.Query.Kind : fresh.Query.Kind,
            ExpectedAmount = fresh.Query.ExpectedAmount ?? row.Query.ExpectedAmount,
        },
    };

    /// <summary>The place of the earlier attempt that an answer is about; -1 when it is about the current one.</summary>
    public static int PlaceOf(TrackedTransaction row, TransactionStatusResult result)
    {
        if (row.EarlierAttempts.Count == 0 || IsSameId(row.GatewayReference, result.GatewayReference)) return -1;
        for (var place = 0; place < row.EarlierAttempts.Count; place++)
        {
            if (IsSameId(row.EarlierAttempts[place].GatewayReference, result.GatewayReference)) return place;
        }

        var tellsApart = !string.IsNullOrWhiteSpace(result.GatewayReference) && row.EarlierAttempts[0].GatewayReference is not null;
        return !tellsApart && !IsReadable(row.Belief) && IsFailed(result.State) ? 0 : -1;
    }

    /// <summary>The row with what an earlier attempt is believed to be by now.</summary>
    public static TrackedTransaction With(TrackedTransaction row, int place, StatusBelief belief) => row with
    {
        EarlierAttempts = [.. row.EarlierAttempts.Select((attempt, index) => index == place
            ? attempt with { Belief = belief, GatewayReference = attempt.GatewayReference ?? belief.GatewayReference }
            : attempt)],
    };

    /// <summary>An answer of an earlier attempt with its id as the belief has it.</summary>
    public static TransactionStatusResult Spelled(TransactionStatusResult result, StatusBelief? belief) =>
        result.GatewayReference is not null && belief?.GatewayReference is { } known ? result with { GatewayReference = known } : result;

    /// <summary>Whether an earlier attempt becomes the current one again. It does when it is no failure any more, and the current one has not come further.</summary>
    // A failure that is only contested may settle as the failure it was, and must not end the current attempt then.
    public static bool Returns(TrackedTransaction row, StatusBelief belief) =>
        !IsFailed(belief) && (!IsReadable(row.Belief) || (IsPaid(belief) && !IsPaid(row.Belief)));

    /// <summary>The row with an earlier attempt as the current one. The one that was current is kept if anything is known of it.</summary>
    public static TrackedTransaction Return(TrackedTransaction row, int place, StatusBelief belief)
    {
        var others = row.EarlierAttempts.Where((_, index) => index != place);
        return row with
        {
            Belief = belief,
            GatewayReference = row.EarlierAttempts[place].GatewayReference ?? belief.GatewayReference,
            HasMismatch = false,
            AttemptStartedAt = row.EarlierAttempts[place].StartedAt,
            EarlierAttempts = [.. IsReadable(row.Belief) ? others.Prepend(Current(row)) : others],
        };
    }

    private static TrackedAttempt Current(TrackedTransaction row) =>
        new() { StartedAt = row.AttemptStartedAt ?? row.TrackedAt, GatewayReference = row.GatewayReference, Belief = row.Belief };

    private static bool IsReadable(StatusBelief? belief) => belief is not null and not { State: PaymentState.Unknown };

    private static bool IsFailed(StatusBelief? belief) => belief is not null && IsFailed(belief.State);

    private static bool IsFailed(PaymentState state) => state is PaymentState.Declined or PaymentState.Failed or PaymentState.Canceled or PaymentState.Expired;

    private static bool IsPaid(StatusBelief? belief) =>
        belief is not null && StatusRules.VerdictOf(belief.State, belief.Kind) is PaymentVerdict.Success or PaymentVerdict.Returned;

    // Ids that differ in case alone are taken for one: the other error would be to believe an old failure of a new attempt.
    internal static bool IsSameId(string? a, string? b) => !string.IsNullOrWhiteSpace(a)
        && (string.Equals(a, b, StringComparison.OrdinalIgnoreCase) || (Guid.TryParse(a, out var x) && Guid.TryParse(b, out var y) && x == y));
}
