namespace PaymentStatusSdk.Cli;

/// <summary>The exit codes of all commands. <see cref="ExitCodes"/> has their meaning.</summary>
internal enum ExitCode
{
    Success = 0,
    InternalError = 1,
    UsageError = 2,
    ConfigurationError = 3,
    Unreachable = 4,
    NoSuchRecord = 5,
    Refused = 6,
    Failed = 10,
    FailedForNow = 11,
    Returned = 12,
    Undecided = 20,
    Unknown = 21,
    NotFound = 22,
    Ambiguous = 23,
    Mismatch = 24,
    FundsOutstanding = 25,
    AmountUnchecked = 26,
    ProblemsFound = 30,
    Canceled = 130,
}
