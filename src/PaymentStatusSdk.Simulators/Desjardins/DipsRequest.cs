namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>A request of step 1 or step 3.</summary>
internal sealed class DipsRequest
{
    public bool IsLogin { get; init; }

    /// <summary>The reason for a refusal; null when the request is well-formed.</summary>
    public string? RefusalReason { get; init; }

    public string? TrxId { get; init; }

    public string? TrxKey { get; init; }

    public string Language { get; init; } = "";

    public IReadOnlyList<string> TransactionIds { get; init; } = [];

    public Uri? ResponseUrl { get; init; }

    public IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];
}
