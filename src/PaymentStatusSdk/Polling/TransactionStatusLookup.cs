using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk;

/// <summary>One of many queries, and what came of it: a result or an exception.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record TransactionStatusLookup
{
    /// <summary>What was asked.</summary>
    public required TransactionQuery Query { get; init; }

    /// <summary>The answer; null when the query failed.</summary>
    public TransactionStatusResult? Result { get; init; }

    /// <summary>
    /// Why the query failed: a <see cref="TransactionStatusException"/>, or an <see cref="ArgumentException"/> for a query that cannot be
    /// asked. Null when there is a result.
    /// </summary>
    public Exception? Exception { get; init; }

    /// <summary>Is there a result? It says that the question worked, not that the payment was made.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    public bool HasResult => Result is not null;

    /// <summary>The result, or the kind of failure.</summary>
    public override string ToString() => Result?.ToString()
        ?? $"{Query.GatewayReference ?? "-"} {Query.MerchantReference ?? "-"}: {Failure ?? "-"}";

    private string? Failure => Exception is TransactionStatusException failure ? failure.Kind.ToString() : Exception?.GetType().Name;
}
