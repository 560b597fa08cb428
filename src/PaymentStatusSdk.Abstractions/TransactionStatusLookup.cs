using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk;

/// <summary>One of many queries, with its result or exception.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record TransactionStatusLookup
{
    /// <summary>The query.</summary>
    public required TransactionQuery Query { get; init; }

    /// <summary>The answer; null when the query failed.</summary>
    public TransactionStatusResult? Result { get; init; }

    /// <summary>
    /// The reason why the query failed: a <see cref="TransactionStatusException"/>, or an <see cref="ArgumentException"/> for a query that
    /// the gateway does not support. Null when there is a result.
    /// </summary>
    public Exception? Exception { get; init; }

    /// <summary>Whether there is a result. It means that the query succeeded, not that the payment was made.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    public bool HasResult => Result is not null;

    /// <summary>Returns the result, or the kind of the failure.</summary>
    public override string ToString() => Result?.ToString()
        ?? $"{Query.GatewayReference ?? "-"} {Query.MerchantReference ?? "-"}: {Failure ?? "-"}";

    private string? Failure => Exception is TransactionStatusException failure ? failure.Kind.ToString() : Exception?.GetType().Name;
}
