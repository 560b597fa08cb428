using System.Text.Json.Serialization;

namespace PaymentStatusSdk;

/// <summary>What the gateway itself said, in its own words, as received. Show it to support staff; decide on the normalized result.</summary>
/// <remarks>Immutable and thread-safe. Only fields on the adapter's allow-list are kept; the rest is counted.</remarks>
public sealed record GatewayAnswer
{
    /// <summary>An answer that says nothing.</summary>
    public static GatewayAnswer Empty { get; } = new();

    /// <summary>The gateway's word for the state; null when it gave none.</summary>
    public string? State { get; init; }

    /// <summary>The gateway's code for an error or reason; null when it gave none.</summary>
    public string? Code { get; init; }

    /// <summary>The gateway's text for people, in any language; null when it gave none. Configured secrets in it are blotted out.</summary>
    public string? Message { get; init; }

    /// <summary>Further fields that are neither secret nor personal.</summary>
    // Generated JSON code sets a member that is missing in the text to null, past the initializer.
    public GatewayFields Fields { get; init => field = value ?? GatewayFields.Empty; } = GatewayFields.Empty;

    /// <summary>
    /// Fields that may be secret or personal (free text of the merchant, receipts, redirect data). They live in memory only and are left
    /// out of JSON, <see cref="ToString"/> and stores.
    /// </summary>
    [JsonIgnore]
    public GatewayFields SensitiveFields { get; init; } = GatewayFields.Empty;

    /// <summary>How many fields of the answer were on no list and were dropped.</summary>
    public int UnknownFieldCount { get; init; }

    /// <summary>State and code only.</summary>
    public override string ToString() => $"{State ?? "-"} {Code ?? "-"}";
}
