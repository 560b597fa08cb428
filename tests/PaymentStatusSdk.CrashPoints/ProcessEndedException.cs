namespace PaymentStatusSdk.CrashPoints;

/// <summary>Stands for the end of the process: every further use of the database throws it, so nothing can be repaired or repeated.</summary>
public sealed class ProcessEndedException() : Exception("The process has ended.");
