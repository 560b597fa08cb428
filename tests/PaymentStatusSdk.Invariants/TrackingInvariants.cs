using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants;

/// <summary>Applies the invariants to one event of one row. Pure functions.</summary>
public static class TrackingInvariants
{
    /// <summary>Returns the history of a row after an event, and adds a sentence for each invariant that it violates.</summary>
    public static RowHistory Apply(
        RowHistory history, TrackingEvent e, InvariantSettings settings, ICollection<string> violations) => e switch
        {
            RowEnrolled enrolled => CheckInvariants.Enroll(history, enrolled, settings, violations),
            RowWoken woken => WakeInvariants.Wake(history, woken, violations),
            RowNotWoken refused => WakeInvariants.Refuse(history, refused, violations),
            RowStopped stopped => RowInvariants.Stop(history, stopped, violations),
            RowResolved resolved => ResolutionInvariants.Resolve(history, resolved, violations),
            CheckClaimed claimed => CheckInvariants.Claim(history, claimed, settings, violations),
            CheckRenewed renewed => CheckInvariants.Renew(history, renewed),
            QueryAnswered answered => CheckInvariants.Answer(history, answered),
            CheckCommitted committed => CheckInvariants.Commit(history, committed, settings, violations),
            ChangeClaimed claimed => DeliveryInvariants.Claim(history, claimed, settings, violations),
            ChangeRenewed renewed => DeliveryInvariants.Renew(history, renewed),
            HandlerStarted started => DeliveryInvariants.Start(history, started, settings, violations),
            HandlerEnded ended => DeliveryInvariants.End(history, ended, settings),
            EffectCommitted committed => DeliveryInvariants.CommitEffect(history, committed, violations),
            DeliveryCommitted committed => DeliveryInvariants.Commit(history, committed, settings, violations),
            ChangeRedelivered redelivered => DeliveryInvariants.Redeliver(history, redelivered, violations),
            ChangePruned pruned => DeliveryInvariants.Prune(history, pruned, violations),
            RowPruned pruned => RowInvariants.Prune(history, pruned, violations),
            _ => history,
        };

    /// <summary>
    /// Returns the survivor's history after the commit of its duplicate: the findings of the duplicate were dropped, so a query is owed.
    /// </summary>
    public static RowHistory Survive(RowHistory survivor, CheckCommitted duplicate) =>
        survivor with
        {
            Status = TrackingStatus.Active,
            WokenAt = survivor.WokenAt ?? duplicate.TrueAt,
            HasDuplicate = true,
            NextCheckAt = null,
            Rechecks = DeadlineInvariants.RechecksAfterWakeup,
            Slack = survivor.Status == TrackingStatus.Active ? survivor.Slack : default,
            // The answers of the duplicate are not known here.
            Believed = [],
            Reported = null,
        };

    /// <summary>Returns whether a row survives another one that became a duplicate.</summary>
    public static bool IsSurvivor(
        RowHistory row, long rowId, CheckCommitted duplicate, InvariantSettings settings) =>
        rowId != duplicate.RowId && row.Exists && row.Status != TrackingStatus.Duplicate
        && row.ClientName == duplicate.Row.ClientName && row.GatewayReference is not null
        && string.Equals(row.GatewayReference, duplicate.Row.GatewayReference, settings.ReferenceComparison);
}
