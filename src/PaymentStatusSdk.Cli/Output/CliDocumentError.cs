namespace PaymentStatusSdk.Cli.Output;

/// <summary>The error of a document.</summary>
internal sealed class CliDocumentError
{
    public required string Message { get; init; }

    /// <summary>The next step for the user.</summary>
    public required string Advice { get; init; }
}
