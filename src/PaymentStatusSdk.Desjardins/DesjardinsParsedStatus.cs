using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>A reading before the caller's kind and time of submission are known.</summary>
internal sealed record DesjardinsParsedStatus : ParsedStatus
{
    /// <summary>What the answer says, without them.</summary>
    public required DesjardinsAnswerKind Kind { get; init; }

    /// <summary>When the question went out.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The id that was asked for.</summary>
    public required string AskedId { get; init; }
}
