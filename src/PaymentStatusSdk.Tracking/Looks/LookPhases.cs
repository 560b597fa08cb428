namespace PaymentStatusSdk.Tracking;

/// <summary>Which part of a schedule goes with a belief.</summary>
internal static class LookPhases
{
    /// <summary>Null when nothing is to be expected any more.</summary>
    public static LookPhase? Of(StatusBelief? belief) => belief switch
    {
        null => LookPhase.Open,
        { IsContested: true } => LookPhase.Contested,
        // A word that could not be read ends nothing, however final its answer claims to be.
        { State: PaymentState.Unknown } => LookPhase.Open,
        { Finality: Finality.Provisional } => LookPhase.Provisional,
        { Finality: Finality.Final, Funds: FundsState.Awaited or FundsState.Missing } => LookPhase.Funds,
        { Finality: Finality.Final } => null,
        _ => LookPhase.Open,
    };

    /// <summary>The delays of a phase.</summary>
    public static PollingSchedule PartOf(FollowUpSchedule schedule, LookPhase phase) => phase switch
    {
        LookPhase.Provisional => schedule.Provisional,
        LookPhase.Funds => schedule.Funds,
        LookPhase.Contested => schedule.Contested,
        _ => schedule.Open,
    };
}
