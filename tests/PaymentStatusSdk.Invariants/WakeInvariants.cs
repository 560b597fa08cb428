using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>
/// The invariants of wake-ups: which rows a call must wake, which rows it must not wake, and when they are checked at the earliest. They
/// judge only calls that leave no doubt. Pure functions: each returns the history after an event.
/// </summary>
internal static class WakeInvariants
{
    public static RowHistory Wake(RowHistory history, RowWoken e, ICollection<string> violations)
    {
        var promised = history.DeadlineAt;
        if (e.Request is { } request)
        {
            CheckPermission(history, e.RowId, request, violations);
            CheckInterval(history, e, request, violations);
            // A row that had ended is tracked for some time again.
            if (history.Status != TrackingStatus.Active && request.DeadlineAt > promised) promised = request.DeadlineAt;
        }

        return history with
        {
            Status = TrackingStatus.Active,
            DeadlineAt = promised,
            Rechecks = DeadlineInvariants.RechecksAfterWakeup,
            WokenAt = history.WokenAt ?? e.TrueAt,
            NextCheckAt = history.LeaseUntil is null ? e.DueAt : null,
        };
    }

    /// <summary>The merchant's call for a row, and a notification that signs its reference, wake it unless it was stopped.</summary>
    public static RowHistory Refuse(RowHistory history, RowNotWoken e, ICollection<string> violations)
    {
        if (history.Status is TrackingStatus.Active or TrackingStatus.Completed or TrackingStatus.Expired && IsAbout(history, e))
            violations.Add(Invariant($"Row {e.RowId} is {history.Status}, and {e.Request} did not wake it."));
        return history;
    }

    private static bool IsAbout(RowHistory history, RowNotWoken e)
    {
        var request = e.Request;
        if (request.Id is { } id) return id == e.RowId;
        if (!history.Exists || request.ClientName != history.ClientName) return false;
        // A signed amount may be that of another payment, and a signed gateway reference that of another attempt.
        if (request.Amount is { } amount && AmountInvariants.IsOf(history, amount) != true) return false;
        var isOfMerchant = IsSame(request.MerchantKey, history.MerchantReference);
        if (!request.IsGatewayKeySigned) return request.IsMerchantKeySigned && isOfMerchant;
        // A store finds a row by the reference of an earlier attempt only together with the merchant reference.
        return IsSame(request.GatewayKey, history.GatewayReference)
            || (isOfMerchant && history.Amounts.IndexOf(one => IsSame(request.GatewayKey, one.Reference)) >= 0);
    }

    // A notification can be replayed with other values in its unsigned fields.
    private static void CheckPermission(RowHistory history, long row, WakeRequest request, ICollection<string> violations)
    {
        var isSigned = request.Id is not null || request.IsGatewayKeySigned || request.IsMerchantKeySigned;
        var hasEnded = history.Status is TrackingStatus.Completed or TrackingStatus.Expired;
        if (history.Status is TrackingStatus.Stopped or TrackingStatus.Duplicate || (hasEnded && !isSigned))
            violations.Add(Invariant($"Row {row} is {history.Status}, and {request} woke it."));
        if (hasEnded && request is { Id: null, Amount: { } amount } && AmountInvariants.IsOf(history, amount) == false)
            violations.Add(Invariant($"Row {row} is {history.Status}, and {request} woke it, which is about another amount."));
    }

    // Notifications cause at most one check in an interval, and a check that is due anyway stays due.
    private static void CheckInterval(RowHistory history, RowWoken e, WakeRequest request, ICollection<string> violations)
    {
        if (history.LeaseUntil is not null || history.CheckedAt is not { } last || last > request.Now) return;
        var earliest = last + request.MinInterval;
        if (history.Status == TrackingStatus.Active)
        {
            if (history.NextCheckAt is not { } due) return;
            if (due < earliest) earliest = due;
        }

        if (e.DueAt < earliest)
            violations.Add(Invariant($"Row {e.RowId} was checked at {last:O}, and {request} makes it due at {e.DueAt:O} already."));
    }

    private static bool IsSame(string? one, string? other) =>
        one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
