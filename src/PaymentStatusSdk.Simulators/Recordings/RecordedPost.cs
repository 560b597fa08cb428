using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Simulators.Recordings;

/// <summary>A message that the gateway POSTed to the address in a request.</summary>
public sealed record RecordedPost
{
    /// <summary>The content type; null when there was none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The name of the file with the body.</summary>
    public required string File { get; init; }

    /// <summary>The body.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Content { get; init; }
}
