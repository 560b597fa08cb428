namespace PaymentStatusSdk.Testing;

/// <summary>Step 1 or step 3 as it was read.</summary>
internal sealed class DipsRequest
{
    public bool IsLogin { get; init; }

    /// <summary>Why it is refused; null: it is well-formed.</summary>
    public string? Fault { get; init; }

    public string? TrxId { get; init; }

    public string? TrxKey { get; init; }

    public string Language { get; init; } = "";

    public IReadOnlyList<string> Targets { get; init; } = [];

    public Uri? ResponseUrl { get; init; }

    public IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];
}
