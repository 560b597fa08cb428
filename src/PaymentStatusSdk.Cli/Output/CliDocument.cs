using System.Text.Json.Nodes;

namespace PaymentStatusSdk.Cli.Output;

/// <summary>The output of a command with <c>--json</c>: one line, one document. See docs/cli.md.</summary>
internal sealed class CliDocument
{
    /// <summary>The version of this shape. A member may be added to it; none is removed or changes its meaning.</summary>
    public string Schema { get; init; } = "paymentstatus/1";

    public required string Command { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>The name of the exit code.</summary>
    public required string Exit { get; init; }

    public JsonNode? Data { get; init; }

    public CliDocumentError? Error { get; init; }
}
