using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Tracking;

/// <summary>Decides what happens when a transaction that is already tracked is tracked again.</summary>
internal static class Enrollment
{
    /// <summary>Returns the row with the additions of the new query; null when the query adds nothing.</summary>
    /// <exception cref="ArgumentException">The query contradicts the row.</exception>
    /// <param name="row">The row.</param>
    /// <param name="fresh">The row as it would be if the transaction were not tracked yet.</param>
    /// <param name="capabilities">The gateway's capabilities.</param>
    public static TrackedTransaction? Join(TrackedTransaction row, TrackedTransaction fresh, GatewayCapabilities capabilities)
    {
        var now = fresh.TrackedAt;
        var isAttempt = Attempts.Begins(row, fresh, capabilities);
        if (isAttempt)
        {
            CheckKind(row, fresh.Query);
            row = Attempts.Begin(row, fresh);
        }

        Check(row, fresh.Query, capabilities);
        var merged = Merge(row.Query, fresh.Query);
        var query = Attempts.QueryOf(merged, row.Query.MerchantReference ?? fresh.Query.MerchantReference, row.EarlierAttempts);
        var gatewayReference = row.GatewayReference ?? merged.GatewayReference ?? merged.ExpectedGatewayReference;
        if (isAttempt || RestartsTracking(row))
        {
            row = row with
            {
                Status = TrackingStatus.Active,
                NextCheckAt = now,
                TraceParent = fresh.TraceParent ?? row.TraceParent,
                CompletedAt = null,
                Resolution = null,
                DeadlineAt = row.DeadlineAt > fresh.DeadlineAt ? row.DeadlineAt : fresh.DeadlineAt,
                Progress = new ScheduleProgress
                {
                    Since = now,
                    Rechecks = SchedulePosition.RechecksAfterWakeup,
                    Wakes = row.Progress.Wakes,
                    SettledFrom = isAttempt ? null : row.Progress.SettledFrom,
                },
            };
        }
        else if (query == row.Query && gatewayReference == row.GatewayReference)
        {
            return null;
        }

        return row with
        {
            Query = query,
            TraceParent = row.TraceParent ?? fresh.TraceParent,
            GatewayReference = gatewayReference,
            MerchantReference = row.MerchantReference ?? merged.MerchantReference ?? merged.ExpectedMerchantReference,
            // A running check sent the old query, so its result is dropped.
            NextCheckAt = row.Status == TrackingStatus.Active && row.NextCheckAt > now ? now : row.NextCheckAt,
        };
    }

    // Tracking a stopped transaction again resumes it; an unpaid one may still be paid.
    private static bool RestartsTracking(TrackedTransaction row) => row.Status is TrackingStatus.Stopped or TrackingStatus.Expired
        || (row.Status == TrackingStatus.Completed && row.Verdict is not (PaymentVerdict.Success or PaymentVerdict.Returned));

    private static void Check(TrackedTransaction row, TransactionQuery query, GatewayCapabilities capabilities)
    {
        CheckKind(row, query);
        var (knownGateway, knownMerchant) =
            (TransactionKeys.OfGatewayReference(row.GatewayReference, capabilities),
                TransactionKeys.OfMerchantReference(row.MerchantReference, capabilities));
        var reported = TransactionKeys.Of(query, capabilities);
        if (IsOther(AmountOf(row), query.ExpectedAmount))
            throw Contradiction(row, "amount", $"{AmountOf(row)}", $"{query.ExpectedAmount}");
        if (knownGateway is { } gatewayKey && reported.GatewayKey is { } otherKey && gatewayKey != otherKey)
            throw Contradiction(row, "gateway reference", gatewayKey, otherKey);
        if (reported.GatewayKey is { } earlier
            && row.EarlierAttempts.Any(attempt => TransactionKeys.OfGatewayReference(attempt.GatewayReference, capabilities) == earlier))
            throw Contradiction(row, "gateway reference", "of a new attempt", earlier);
        if (knownMerchant is { } merchantKey && reported.MerchantKey is { } otherMerchant && merchantKey != otherMerchant)
            throw Contradiction(row, "merchant reference", merchantKey, otherMerchant);
    }

    private static void CheckKind(TrackedTransaction row, TransactionQuery query)
    {
        if (IsOther(KindOf(row), query.Kind)) throw Contradiction(row, "kind", $"{KindOf(row)}", $"{query.Kind}");
    }

    /// <summary>Returns whether a duplicate of a row has another kind or merchant reference, or states another amount.</summary>
    /// <remarks>
    /// An amount that the gateway answered does not count: the merchant's statement must be compared with it, so that the payment of
    /// another amount has no verdict.
    /// </remarks>
    /// <param name="row">The row.</param>
    /// <param name="merchantKey">The key of its merchant reference; null when it is not known.</param>
    /// <param name="query">The query of the duplicate.</param>
    /// <param name="otherMerchantKey">The key of the duplicate's merchant reference; null when it is not known.</param>
    internal static bool Contradicts(TrackedTransaction row, string? merchantKey, TransactionQuery query, string? otherMerchantKey) =>
        IsOther(KindOf(row), query.Kind) || IsOther(row.Query.ExpectedAmount, query.ExpectedAmount)
        || (merchantKey is not null && otherMerchantKey is not null && merchantKey != otherMerchantKey);

    // Values learned from the gateway are as binding as values supplied by the caller; otherwise every later answer would be a mismatch.
    private static TransactionKind KindOf(TrackedTransaction row) =>
        row.Query.Kind == TransactionKind.Unknown ? row.Belief?.Kind ?? TransactionKind.Unknown : row.Query.Kind;

    private static Money? AmountOf(TrackedTransaction row) => row.Query.ExpectedAmount ?? row.Belief?.Strongest.Amount;

    private static bool IsOther(TransactionKind known, TransactionKind stated) =>
        known != stated && known != TransactionKind.Unknown && stated != TransactionKind.Unknown;

    private static bool IsOther(Money? known, Money? stated) => known is not null && stated is not null && known != stated;

    /// <summary>Merges two queries. The result queries by the gateway reference as soon as it is known.</summary>
    internal static TransactionQuery Merge(TransactionQuery known, TransactionQuery reported)
    {
        var query = known.GatewayReference is null && reported.GatewayReference is not null ? reported : known;
        var other = ReferenceEquals(query, reported) ? known : reported;
        return query with
        {
            Kind = query.Kind == TransactionKind.Unknown ? other.Kind : query.Kind,
            SubmittedAt = query.SubmittedAt ?? other.SubmittedAt,
            ExpectedAmount = query.ExpectedAmount ?? other.ExpectedAmount,
            // The other query has no gateway reference either, because it would be the one that is sent.
            ExpectedGatewayReference = query.GatewayReference is null
                ? query.ExpectedGatewayReference ?? other.ExpectedGatewayReference
                : query.ExpectedGatewayReference,
            ExpectedMerchantReference = query.MerchantReference is null
                ? query.ExpectedMerchantReference ?? other.MerchantReference ?? other.ExpectedMerchantReference
                : query.ExpectedMerchantReference,
        };
    }

    private static ArgumentException Contradiction(TrackedTransaction row, string what, string known, string reported) => new(
        Invariant($"Transaction {row.Id} of client '{row.ClientName}' is tracked with the {what} {known}, not {reported}. ")
        + "Use a different reference for every transaction, or track it by the gateway reference.");
}
