namespace PaymentStatusSdk.Simulation.Instances;

/// <summary>Where a process ends.</summary>
internal enum CrashPoint
{
    BeforeCall,
    AfterCall,
}
