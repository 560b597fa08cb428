using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Tracking;

/// <summary>Decides what changes in a tracked transaction when it is tracked again.</summary>
internal static class Enrollment
{
    /// <summary>The row with what the new query adds; null when it adds nothing.</summary>
    /// <exception cref="ArgumentException">The two contradict each other.</exception>
    /// <param name="row">The row.</param>
    /// <param name="fresh">What it would be if it were not tracked already.</param>
    /// <param name="capabilities">The gateway's.</param>
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
        if (isAttempt || BeginsAnew(row))
        {
            row = row with
            {
                Status = TrackingStatus.Active,
                NextCheckAt = now,
                TraceParent = fresh.TraceParent ?? row.TraceParent,
                CompletedAt = null,
                DeadlineAt = row.DeadlineAt > fresh.DeadlineAt ? row.DeadlineAt : fresh.DeadlineAt,
                Progress = new ScheduleProgress { Since = now, Rechecks = SchedulePlace.RechecksAfterWakeup, Wakes = row.Progress.Wakes, SettledFrom = isAttempt ? null : row.Progress.SettledFrom },
            };
        }
        else if (merged == row.Query)
        {
            return null;
        }

        return row with
        {
            Query = merged,
            TraceParent = row.TraceParent ?? fresh.TraceParent,
            GatewayReference = row.GatewayReference ?? merged.GatewayReference ?? merged.ExpectedGatewayReference,
            MerchantReference = row.MerchantReference ?? merged.MerchantReference ?? merged.ExpectedMerchantReference,
            // A check that is running has asked the old query, and is lost.
            NextCheckAt = row.Status == TrackingStatus.Active && row.NextCheckAt > now ? now : row.NextCheckAt,
        };
    }

    // Tracking a stopped transaction again resumes it; an unpaid one may still be paid.
    private static bool BeginsAnew(TrackedTransaction row) => row.Status is TrackingStatus.Stopped or TrackingStatus.Expired
        || (row.Status == TrackingStatus.Completed && row.Belief?.Verdict is not (PaymentVerdict.Success or PaymentVerdict.Returned));

    private static void Check(TrackedTransaction row, TransactionQuery query, GatewayCapabilities capabilities)
    {
        CheckKind(row, query);
        var (knownGateway, knownMerchant) =
            (TransactionKeys.OfGatewayReference(row.GatewayReference, capabilities), TransactionKeys.OfMerchantReference(row.MerchantReference, capabilities));
        var reported = TransactionKeys.Of(query, capabilities);
        if ((row.Query.ExpectedAmount ?? row.Belief?.Strongest.Amount) is { } amount && query.ExpectedAmount is { } other && amount != other)
            throw Contradiction(row, "amount", $"{amount}", $"{other}");
        if (knownGateway is { } gatewayKey && reported.GatewayKey is { } otherKey && gatewayKey != otherKey)
            throw Contradiction(row, "gateway id", gatewayKey, otherKey);
        if (reported.GatewayKey is { } earlier && row.EarlierAttempts.Any(attempt => TransactionKeys.OfGatewayReference(attempt.GatewayReference, capabilities) == earlier))
            throw Contradiction(row, "gateway id", "of a new attempt", earlier);
        if (knownMerchant is { } merchantKey && reported.MerchantKey is { } otherMerchant && merchantKey != otherMerchant)
            throw Contradiction(row, "merchant id", merchantKey, otherMerchant);
    }

    // Values learned from the gateway are as binding as values from the caller; otherwise every later answer would be a mismatch.
    private static void CheckKind(TrackedTransaction row, TransactionQuery query)
    {
        var kind = row.Query.Kind == TransactionKind.Unknown ? row.Belief?.Kind ?? TransactionKind.Unknown : row.Query.Kind;
        if (kind != query.Kind && kind != TransactionKind.Unknown && query.Kind != TransactionKind.Unknown)
            throw Contradiction(row, "kind", $"{kind}", $"{query.Kind}");
    }

    /// <summary>Asks by the gateway's id as soon as somebody knows it.</summary>
    private static TransactionQuery Merge(TransactionQuery known, TransactionQuery reported)
    {
        var asked = known.GatewayReference is null && reported.GatewayReference is not null ? reported : known;
        var other = ReferenceEquals(asked, reported) ? known : reported;
        return asked with
        {
            Kind = asked.Kind == TransactionKind.Unknown ? other.Kind : asked.Kind,
            SubmittedAt = asked.SubmittedAt ?? other.SubmittedAt,
            ExpectedAmount = asked.ExpectedAmount ?? other.ExpectedAmount,
            ExpectedGatewayReference = asked.GatewayReference is null ? asked.ExpectedGatewayReference ?? other.GatewayReference ?? other.ExpectedGatewayReference : asked.ExpectedGatewayReference,
            ExpectedMerchantReference = asked.MerchantReference is null ? asked.ExpectedMerchantReference ?? other.MerchantReference ?? other.ExpectedMerchantReference : asked.ExpectedMerchantReference,
        };
    }

    private static ArgumentException Contradiction(TrackedTransaction row, string what, string known, string reported) => new(
        Invariant($"Transaction {row.Id} of client '{row.ClientName}' is tracked with the {what} {known}, not {reported}. ")
        + "Give every transaction an id of its own, or follow it by the gateway's id.");
}
