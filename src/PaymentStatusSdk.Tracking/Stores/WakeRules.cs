using PaymentStatusSdk.Tracking.Checks;

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: decides which rows a call wakes, and when they are checked. Pure functions of their arguments.</summary>
/// <remarks>
/// A notification can be replayed with other values in its unsigned fields. So only signed fields reopen a completed row; an unsigned key
/// at most moves the check of an active row forward. Notifications cause at most one check of a row in
/// <see cref="WakeRequest.MinInterval"/>: a check within the interval is delayed to its end, and never dropped.
/// </remarks>
public static class WakeRules
{
    private enum Match
    {
        None,
        Hint,
        Signed,
    }

    /// <summary>Decides whether and how a call wakes a row.</summary>
    /// <param name="row">A row of the call's client, or with the call's number.</param>
    /// <param name="call">The call.</param>
    /// <returns>The decision to write; null when the row stays unchanged.</returns>
    public static WakeDecision? Decide(WakeCandidate row, WakeRequest call)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(call);
        var match = MatchOf(row, call);
        if (match == Match.None) return null;
        switch (row.Status)
        {
            case TrackingStatus.Active:
                var due = row.IsLeased ? row.DueAt ?? call.Now : Earlier(row.DueAt, CheckAt(row, call));
                return new WakeDecision(row.Id, due, row.DeadlineAt, !row.IsLeased && due <= call.Now);
            case TrackingStatus.Completed or TrackingStatus.Expired when match == Match.Signed:
                // A completed row is leased while it is checked for refunds.
                var at = row.IsLeased ? row.DueAt ?? call.Now : CheckAt(row, call);
                return new WakeDecision(
                    row.Id, at, row.DeadlineAt > call.DeadlineAt ? row.DeadlineAt : call.DeadlineAt, !row.IsLeased && at <= call.Now);
            default:
                return null;
        }
    }

    private static Match MatchOf(WakeCandidate row, WakeRequest call)
    {
        if (call.Id is { } id) return row.Id == id ? Match.Signed : Match.None;
        var match = ByKeys(row, call);
        var isAnotherAmount = call.Amount is { } amount && row.Amount is { } known
            && amount != known && !row.HasUnknownEarlierAmount && !row.EarlierAmounts.Contains(amount);
        return match == Match.Signed && isAnotherAmount ? Match.Hint : match;
    }

    private static Match ByKeys(WakeCandidate row, WakeRequest call)
    {
        var keys = row.Keys;
        var hasGatewayKey = call.GatewayKey is not null
            && (keys.GatewayKey == call.GatewayKey || row.EarlierGatewayReferences.Any(id => Attempts.IsSameId(id, call.GatewayKey)));
        var hasMerchantKey = call.MerchantKey is not null && keys.MerchantKey == call.MerchantKey;
        // Several attempts share the merchant reference: the gateway reference identifies one, unless the row covers all of them.
        var isOtherAttempt = keys.GatewayKey is not null && call.GatewayKey is not null && !hasGatewayKey && !keys.IsByMerchantReference;
        if (hasGatewayKey && call.IsGatewayKeySigned) return Match.Signed;
        if (hasMerchantKey && call.IsMerchantKeySigned) return call.IsGatewayKeySigned && isOtherAttempt ? Match.None : Match.Signed;
        // An unsigned key must not contradict the signed one.
        if (hasGatewayKey)
            return call.IsMerchantKeySigned && call.MerchantKey is not null && keys.MerchantKey is not null ? Match.None : Match.Hint;
        if (!hasMerchantKey || isOtherAttempt) return Match.None;
        return call.IsGatewayKeySigned && call.GatewayKey is not null && keys.GatewayKey is not null ? Match.None : Match.Hint;
    }

    // The last check may be in the future, because clocks differ. It delays the next check by no more than the interval.
    private static DateTimeOffset CheckAt(WakeCandidate row, WakeRequest call)
    {
        if (row.LastCheckedAt is not { } last) return call.Now;
        var left = last - call.Now + call.MinInterval;
        if (left <= TimeSpan.Zero) return call.Now;
        return call.Now + (left < call.MinInterval ? left : call.MinInterval);
    }

    private static DateTimeOffset Earlier(DateTimeOffset? due, DateTimeOffset at) => due < at ? due.Value : at;
}
