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
    /// Returns the survivor's history after the commit of its duplicate: the last findings of the duplicate were dropped, so a query is
    /// owed, and the attempts that only the duplicate knew are attempts of the survivor, with all that was answered about them.
    /// </summary>
    /// <param name="survivor">The history of the survivor.</param>
    /// <param name="duplicate">The commit that made the other row a duplicate.</param>
    /// <param name="other">The history of the duplicate after that commit.</param>
    public static RowHistory Survive(RowHistory survivor, CheckCommitted duplicate, RowHistory other) =>
        survivor with
        {
            Status = TrackingStatus.Active,
            WokenAt = survivor.WokenAt ?? duplicate.TrueAt,
            HasDuplicate = true,
            NextCheckAt = null,
            Rechecks = DeadlineInvariants.RechecksAfterWakeup,
            Slack = survivor.Status == TrackingStatus.Active ? survivor.Slack : default,
            Answered = AnsweredOfBoth(survivor, other),
            Believed = BelievedOfBoth(survivor, duplicate, other),
            // The statements about the attempts of the duplicate are not known here.
            Amounts = [],
            Reported = null,
        };

    /// <summary>Returns whether a row survives another one that became a duplicate.</summary>
    public static bool IsSurvivor(
        RowHistory row, long rowId, CheckCommitted duplicate, InvariantSettings settings) =>
        rowId != duplicate.RowId && row.Exists && row.Status != TrackingStatus.Duplicate
        && row.ClientName == duplicate.Row.ClientName && row.GatewayReference is not null
        && string.Equals(row.GatewayReference, duplicate.Row.GatewayReference, settings.ReferenceComparison);

    // The belief of the survivor lacks the answers to the duplicate about the attempt that both rows have.
    private static Values<AnsweredStates> AnsweredOfBoth(RowHistory survivor, RowHistory other)
    {
        var answered = survivor.Answered;
        foreach (var one in other.Answered)
        {
            if (IsSame(one.Reference, survivor.GatewayReference)) continue;
            var index = answered.IndexOf(known => known.Reference == one.Reference && known.Since == one.Since);
            answered = index < 0
                ? answered.Add(one)
                : answered.With(index, one with { States = one.States | answered[index].States });
        }

        return answered;
    }

    // The survivor keeps its own belief of an attempt that both rows know.
    private static Values<BelievedReference> BelievedOfBoth(RowHistory survivor, CheckCommitted duplicate, RowHistory other)
    {
        var taken = other.Believed.Where(one =>
            !IsSame(one.Reference, survivor.GatewayReference)
            && survivor.Answered.IndexOf(known => IsSame(known.Reference, one.Reference)) < 0
            && duplicate.Row.EarlierAttempts.Any(attempt => IsSame(attempt.GatewayReference, one.Reference)));
        return [.. survivor.Believed, .. taken];
    }

    private static bool IsSame(string? one, string? other) =>
        one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
