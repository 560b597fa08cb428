namespace PaymentStatusSdk.Tracking;

/// <summary>Which part of a schedule goes with a belief.</summary>
internal static class SchedulePhases
{
    /// <summary>Null when nothing is to be expected any more.</summary>
    public static SchedulePhase? Of(StatusBelief? belief) => belief switch
    {
        null => SchedulePhase.Open,
        { IsContested: true } => SchedulePhase.Contested,
        // A value that could not be read ends nothing, however final its answer claims to be.
        { State: PaymentState.Unknown } => SchedulePhase.Open,
        { Finality: Finality.Provisional } => SchedulePhase.Provisional,
        { Finality: Finality.Final, Funds: FundsState.Awaited or FundsState.Missing } => SchedulePhase.Funds,
        { Finality: Finality.Final } => null,
        _ => SchedulePhase.Open,
    };

    /// <summary>The delays of a phase.</summary>
    public static PollingSchedule PartOf(TrackingSchedule schedule, SchedulePhase phase) => phase switch
    {
        SchedulePhase.Provisional => schedule.Provisional,
        SchedulePhase.Funds => schedule.Funds,
        SchedulePhase.Contested => schedule.Contested,
        _ => schedule.Open,
    };
}
