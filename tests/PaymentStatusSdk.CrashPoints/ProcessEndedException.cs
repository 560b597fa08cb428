namespace PaymentStatusSdk.CrashPoints;

/// <summary>The end of the process: every further use of the database throws it, so that nothing is rolled back or repeated.</summary>
public sealed class ProcessEndedException() : Exception("The process has ended.");
