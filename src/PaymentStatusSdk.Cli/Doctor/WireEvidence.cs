using System.Security.Authentication;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>The observations of one query for a transaction that cannot exist. They contain no part of a message.</summary>
internal sealed record WireEvidence
{
    /// <summary>The version of TLS; null without TLS.</summary>
    public SslProtocols? Tls { get; init; }

    /// <summary>The HTTP status of the last answer; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the adapter understood the answer: it said that there is no such transaction.</summary>
    public bool IsUnderstood { get; init; }

    /// <summary>The content type of the gateway's POST; empty when it had none, null when there was no POST.</summary>
    public string? PostedType { get; init; }

    /// <summary>Whether options give the request another form than the inferred one.</summary>
    public bool HasOtherRequest { get; init; }
}
