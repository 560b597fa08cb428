using System.Text.Json.Serialization;

namespace PaymentStatusSdk;

/// <summary>
/// The answer of the gateway in its own terms, as received. Show it to support staff; make decisions by the normalized result.
/// </summary>
/// <remarks>Immutable and thread-safe. Only fields on the adapter's allow-list are kept; other fields are counted.</remarks>
public sealed record GatewayAnswer
{
    /// <summary>An empty answer.</summary>
    public static GatewayAnswer Empty { get; } = new();

    /// <summary>The gateway's value for the state; null when the answer contains none.</summary>
    public string? State { get; init; }

    /// <summary>The gateway's code for an error or reason; null when the answer contains none.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// The gateway's text for people, in any language; null when the answer contains none. Configured secrets, card numbers and quotations
    /// of <see cref="SensitiveFields"/> are redacted, and at most 256 characters are kept.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>Other fields that are neither secret nor personal.</summary>
    // Source-generated JSON code sets a member that is missing in the JSON to null, in spite of the initializer.
    public GatewayFields Fields { get; init => field = value ?? GatewayFields.Empty; } = GatewayFields.Empty;

    /// <summary>
    /// Fields that may be secret or personal (free text of the merchant, receipts, redirect data). They exist in memory only: JSON,
    /// <see cref="ToString"/> and stores omit them.
    /// </summary>
    [JsonIgnore]
    public GatewayFields SensitiveFields { get; init; } = GatewayFields.Empty;

    /// <summary>The number of fields of the answer that are on no list and were dropped.</summary>
    public int UnknownFieldCount { get; init; }

    /// <summary>Returns state and code only.</summary>
    public override string ToString() => $"{State ?? "-"} {Code ?? "-"}";
}
