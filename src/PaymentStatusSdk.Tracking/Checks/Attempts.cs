using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>
/// Decides when a new attempt to pay begins under a merchant reference, and which attempt an answer is about. Pure functions.
/// </summary>
/// <remarks>
/// All attempts share the merchant reference, so only the gateway reference distinguishes them. Without one, a failure counts as the
/// failure that is already known: the SDK never guesses that the new attempt has failed.
/// </remarks>
internal static class Attempts
{
    /// <summary>The maximum number of earlier attempts that a row keeps.</summary>
    internal const int MaxKept = 10;

    /// <summary>
    /// Returns whether tracking the same merchant reference again begins a new attempt. It does after a failure that is not expected to
    /// change, unless the query names the gateway reference of that failure.
    /// </summary>
    public static bool Begins(TrackedTransaction row, TrackedTransaction fresh, GatewayCapabilities capabilities)
    {
        if (!IsFailed(row.Belief) || fresh.Query.MerchantReference is null) return false;
        if (row.Status == TrackingStatus.Active && row.Belief!.Finality != Finality.Final) return false;
        return TransactionKeys.OfGatewayReference(fresh.GatewayReference, capabilities) is not { } reported
            || reported != TransactionKeys.OfGatewayReference(row.GatewayReference, capabilities);
    }

    /// <summary>
    /// Returns the row with its current attempt moved to the earlier ones, and with a new attempt without a belief. The new attempt expects
    /// the same kind and amount unless the query names others.
    /// </summary>
    public static TrackedTransaction Begin(TrackedTransaction row, TrackedTransaction fresh) => row with
    {
        Belief = null,
        GatewayReference = null,
        HasMismatch = IsEarlierPaid(row),
        LastOutcome = LookupOutcome.Unknown,
        AttemptStartedAt = fresh.TrackedAt,
        EarlierAttempts = [Current(row), .. row.EarlierAttempts.Take(MaxKept - 1)],
        Query = fresh.Query with
        {
            Kind = fresh.Query.Kind == TransactionKind.Unknown ? row.Query.Kind : fresh.Query.Kind,
            ExpectedAmount = fresh.Query.ExpectedAmount ?? row.Query.ExpectedAmount,
        },
    };

    /// <summary>
    /// Returns the index of the earlier attempt that an answer is about; -1 when the answer is about the current attempt.
    /// </summary>
    public static int IndexOf(TrackedTransaction row, TransactionStatusResult result)
    {
        if (row.EarlierAttempts.Count == 0 || IsSameId(row.GatewayReference, result.GatewayReference)) return -1;
        for (var index = 0; index < row.EarlierAttempts.Count; index++)
        {
            if (IsSameId(row.EarlierAttempts[index].GatewayReference, result.GatewayReference)) return index;
        }

        var isDistinguishable = !string.IsNullOrWhiteSpace(result.GatewayReference) && row.EarlierAttempts[0].GatewayReference is not null;
        return !isDistinguishable && !IsReadable(row.Belief) && IsFailed(result.State) ? 0 : -1;
    }

    /// <summary>Returns the row with a new belief of an earlier attempt.</summary>
    public static TrackedTransaction With(TrackedTransaction row, int index, StatusBelief belief) => row with
    {
        EarlierAttempts = [.. row.EarlierAttempts.Select((attempt, at) => at == index
            ? attempt with { Belief = belief, GatewayReference = attempt.GatewayReference ?? belief.GatewayReference }
            : attempt)],
    };

    /// <summary>Returns an answer about an earlier attempt with the gateway reference spelled as in the belief.</summary>
    public static TransactionStatusResult WithKnownSpelling(TransactionStatusResult result, StatusBelief? belief) =>
        result.GatewayReference is not null && belief?.GatewayReference is { } known ? result with { GatewayReference = known } : result;

    /// <summary>
    /// Returns whether answers about an earlier attempt state another amount than its own. The client has compared them with the amount of
    /// the current attempt only. An answer without an amount does not change what an earlier one has stated about a payment.
    /// </summary>
    public static bool IsOfAnotherAmount(TrackedAttempt attempt, StatusBelief belief)
    {
        Money?[] amounts = [belief.Strongest.Amount, belief.Latest.Amount];
        return attempt.ExpectedAmount is { } expected && amounts.Any(amount => amount is not null && amount != expected);
    }

    /// <summary>
    /// Returns whether an earlier attempt becomes the current one again: it is no longer a failure, and the current attempt has not
    /// progressed further.
    /// </summary>
    // A failure that is only contested may settle as the same failure, and must not end the current attempt then. An attempt with a
    // gateway reference is known to the gateway, even if it has no answer yet: only a payment ends it.
    public static bool BecomesCurrent(TrackedTransaction row, StatusBelief belief) =>
        !IsFailed(belief) && (!IsKnown(row) || (IsPaid(belief) && !IsPaid(row.Belief)));

    /// <summary>
    /// Returns the row with an earlier attempt as the current one. The attempt that was current is kept if it has an answer or a gateway
    /// reference.
    /// </summary>
    public static TrackedTransaction MakeCurrent(TrackedTransaction row, int index, StatusBelief belief)
    {
        var others = row.EarlierAttempts.Where((_, at) => at != index);
        var current = row with
        {
            Belief = belief,
            GatewayReference = row.EarlierAttempts[index].GatewayReference ?? belief.GatewayReference,
            AttemptStartedAt = row.EarlierAttempts[index].StartedAt,
            Query = row.Query with { ExpectedAmount = row.EarlierAttempts[index].ExpectedAmount ?? row.Query.ExpectedAmount },
            EarlierAttempts = [.. (IsKnown(row) ? others.Prepend(Current(row)) : others).Take(MaxKept)],
        };
        return current with { HasMismatch = IsEarlierPaid(current) };
    }

    /// <summary>
    /// Returns whether an attempt before the current one was paid, even if the money has been returned since. A paid attempt is the current
    /// one, unless another was paid as well, or it was paid with another amount. No answer about the current attempt decides then.
    /// </summary>
    public static bool IsEarlierPaid(TrackedTransaction row) => row.EarlierAttempts.Any(attempt => IsPaid(attempt.Belief));

    /// <summary>
    /// Returns the earlier attempts of a row together with those that only its duplicate knows, the latest first. A late payment of one of
    /// them is about the row from now on.
    /// </summary>
    public static IReadOnlyList<TrackedAttempt> Together(TrackedTransaction row, TrackedTransaction duplicate)
    {
        var unknown = duplicate.EarlierAttempts.Where(attempt => !IsSameId(attempt.GatewayReference, row.GatewayReference)
            && !row.EarlierAttempts.Any(known => IsSameId(attempt.GatewayReference, known.GatewayReference)));
        return [.. row.EarlierAttempts.Concat(unknown).OrderByDescending(attempt => attempt.StartedAt).Take(MaxKept)];
    }

    /// <summary>Returns the query of a row with these attempts: one by merchant reference, which every attempt has.</summary>
    /// <remarks>
    /// A query by gateway reference never finds another attempt, and an expected one makes each answer about another attempt a mismatch.
    /// </remarks>
    /// <param name="query">The query.</param>
    /// <param name="merchantReference">The merchant reference by which the gateway can be queried; null when there is none.</param>
    /// <param name="attempts">The earlier attempts of the row.</param>
    public static TransactionQuery QueryOf(
        TransactionQuery query, string? merchantReference, IReadOnlyList<TrackedAttempt> attempts) =>
        attempts.Count == 0 || merchantReference is null ? query : query with
        {
            GatewayReference = null,
            MerchantReference = merchantReference,
            ExpectedGatewayReference = null,
            ExpectedMerchantReference = null,
        };

    /// <summary>Whether an answer that is not about an earlier attempt is not about the current one either.</summary>
    public static bool IsAboutNone(TrackedTransaction row, TransactionStatusResult result) =>
        AreOther(row.GatewayReference, result.GatewayReference);

    private static TrackedAttempt Current(TrackedTransaction row) => new()
    {
        StartedAt = row.AttemptStartedAt ?? row.TrackedAt,
        GatewayReference = row.GatewayReference,
        ExpectedAmount = row.Query.ExpectedAmount,
        Belief = row.Belief,
    };

    private static bool IsKnown(TrackedTransaction row) => row.GatewayReference is not null || IsReadable(row.Belief);

    private static bool IsReadable(StatusBelief? belief) => belief is not null and not { State: PaymentState.Unknown };

    private static bool IsFailed(StatusBelief? belief) => belief is not null && IsFailed(belief.State);

    private static bool IsFailed(PaymentState state) =>
        state is PaymentState.Declined or PaymentState.Failed or PaymentState.Canceled or PaymentState.Expired;

    private static bool IsPaid(StatusBelief? belief) => belief is not null
        && StatusRules.VerdictOf(belief.State, belief.Kind) is PaymentVerdict.Success or PaymentVerdict.Returned;

    /// <summary>Whether a result without an answer names another payment than the queried one.</summary>
    /// <remarks>The SDK's clients compare the references. A client of the merchant's own may return such a result.</remarks>
    public static bool NamesAnother(TransactionQuery query, TransactionStatusResult result) =>
        AreOther(query.GatewayReference ?? query.ExpectedGatewayReference, result.GatewayReference)
        || AreOther(query.MerchantReference ?? query.ExpectedMerchantReference, result.MerchantReference);

    private static bool AreOther(string? queried, string? named) =>
        queried is not null && !string.IsNullOrWhiteSpace(named) && !IsSameId(queried, named);

    // References that differ only in case count as equal. The opposite error would attribute an old failure to a new attempt.
    internal static bool IsSameId(string? a, string? b) => !string.IsNullOrWhiteSpace(a)
        && (string.Equals(a, b, StringComparison.OrdinalIgnoreCase)
            || (Guid.TryParse(a, out var x) && Guid.TryParse(b, out var y) && x == y));
}
