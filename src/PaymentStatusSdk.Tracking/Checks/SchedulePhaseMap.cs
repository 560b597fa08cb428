namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>Maps a belief to a part of the schedule.</summary>
internal static class SchedulePhaseMap
{
    /// <summary>Returns the phase; null when no further change is expected.</summary>
    public static SchedulePhase? Of(StatusBelief? belief) => belief switch
    {
        { IsContested: true } => SchedulePhase.Contested,
        // An unreadable state completes nothing, however final the answer claims to be.
        { State: PaymentState.Unknown } => SchedulePhase.Open,
        { Finality: Finality.Provisional } => SchedulePhase.Provisional,
        { Finality: Finality.Final, Funds: FundsState.Awaited or FundsState.Missing } => SchedulePhase.Funds,
        { Finality: Finality.Final } => null,
        _ => SchedulePhase.Open,
    };

    /// <summary>Returns the delays of a phase.</summary>
    public static PollingSchedule PartOf(TrackingSchedule schedule, SchedulePhase phase) => phase switch
    {
        SchedulePhase.Provisional => schedule.Provisional,
        SchedulePhase.Funds => schedule.Funds,
        SchedulePhase.Contested => schedule.Contested,
        _ => schedule.Open,
    };
}
