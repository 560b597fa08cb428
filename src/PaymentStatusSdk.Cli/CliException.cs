namespace PaymentStatusSdk.Cli;

/// <summary>An error that the user can correct: what happened, and what to do next.</summary>
internal sealed class CliException(ExitCode code, string message, string advice) : Exception(message)
{
    public ExitCode Code { get; } = code;

    /// <summary>The next step for the user.</summary>
    public string Advice { get; } = advice;
}
