using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>A parsed status before the caller's kind and submission time are applied.</summary>
internal sealed record DesjardinsParsedStatus : ParsedStatus
{
    /// <summary>The content of the answer, before kind and submission time are applied.</summary>
    public required DesjardinsAnswerKind Kind { get; init; }

    /// <summary>When the query was sent.</summary>
    public required DateTimeOffset AskedAt { get; init; }
}
