namespace PaymentStatusSdk.Cli;

/// <summary>The table of exit codes, and the rule that maps a result to one of them.</summary>
/// <remarks>
/// Only a payment that was made exits with 0, and only a final failure with 10. Everything between has a code of its own, so that a script
/// that compares with 0 or 10 never takes silence, a mismatch or a provisional failure for an answer.
/// </remarks>
internal static class ExitCodes
{
    /// <summary>Gets the codes in the order of their numbers; docs/cli.md shows the same table.</summary>
    public static IReadOnlyList<(ExitCode Code, string Meaning)> Table { get; } =
    [
        (ExitCode.Success, "The command did its work. For `get` and `watch`: the payment was made"),
        (ExitCode.InternalError, "A defect of the tool"),
        (ExitCode.UsageError, "The command line is not valid"),
        (ExitCode.ConfigurationError, "The merchant's configuration is missing or not valid"),
        (ExitCode.Unreachable, "The gateway, the store or the simulators could not be used: nothing is known about the payment"),
        (ExitCode.NoSuchRecord, "The store or the simulator has no such record"),
        (ExitCode.Refused, "The operation is not possible in the present state of the record"),
        (ExitCode.Failed, "The payment was not made, and that is final"),
        (ExitCode.FailedForNow, "The payment failed for now: it may still become a success"),
        (ExitCode.Returned, "The payment was made, and the money was or is being returned"),
        (ExitCode.Undecided, "The payment is in progress"),
        (ExitCode.Unknown, "The gateway answered, but the answer does not say whether the payment was made"),
        (ExitCode.NotFound, "The gateway does not know the transaction. This does not mean that no money moved"),
        (ExitCode.Ambiguous, "The gateway knows several transactions with this reference"),
        (ExitCode.Mismatch, "The gateway answered with another transaction, amount or currency"),
        (ExitCode.FundsOutstanding, "The payment was made, but the money has not arrived"),
        (ExitCode.AmountUnchecked, "The payment was made, but its amount was not compared with `--amount`: the gateway reports none"),
        (ExitCode.ProblemsFound, "`doctor` found a problem"),
        (ExitCode.Canceled, "The command was stopped before it had a result"),
    ];

    /// <summary>Returns the code of an answer of a gateway.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="expected">The amount that the user expects; null for none.</param>
    public static ExitCode Of(TransactionStatusResult result, Money? expected)
    {
        var code = Of(result);
        return code == ExitCode.Success && expected is not null && result.AmountCheck != AmountCheck.Matched
            ? ExitCode.AmountUnchecked
            : code;
    }

    private static ExitCode Of(TransactionStatusResult result) => result.Outcome switch
    {
        LookupOutcome.Answered => Of(result.Verdict, result.Finality, result.Funds),
        LookupOutcome.NotFound => ExitCode.NotFound,
        LookupOutcome.Ambiguous => ExitCode.Ambiguous,
        LookupOutcome.Mismatch => ExitCode.Mismatch,
        _ => ExitCode.Unknown,
    };

    /// <summary>Returns the code of the meaning of an answer.</summary>
    public static ExitCode Of(PaymentVerdict verdict, Finality finality, FundsState funds) => verdict switch
    {
        PaymentVerdict.Success when HasFunds(funds) => ExitCode.Success,
        PaymentVerdict.Success => ExitCode.FundsOutstanding,
        PaymentVerdict.Failure when finality == Finality.Final => ExitCode.Failed,
        PaymentVerdict.Failure => ExitCode.FailedForNow,
        PaymentVerdict.Returned => ExitCode.Returned,
        PaymentVerdict.Undecided => ExitCode.Undecided,
        _ => ExitCode.Unknown,
    };

    // Funds that this version does not know are not counted as received.
    private static bool HasFunds(FundsState funds) => funds is FundsState.Received or FundsState.NotExpected or FundsState.NotReported;
}
