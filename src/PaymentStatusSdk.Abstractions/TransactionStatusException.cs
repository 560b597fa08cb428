namespace PaymentStatusSdk;

/// <summary>The exception for a failed query. It says nothing about the payment, so leave the payment as it was.</summary>
/// <remarks>
/// A query throws no other exception, except <see cref="ArgumentException"/> for an unsupported query and
/// <see cref="OperationCanceledException"/> when the caller cancels. Every caller receives its own instance. The exception contains nothing
/// of the request or the response: no body, no header, and no inner exception that might quote one.
/// </remarks>
public sealed class TransactionStatusException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="kind">The kind of the failure.</param>
    /// <param name="message">A description of what happened and what to do next, without secrets.</param>
    public TransactionStatusException(TransactionStatusErrorKind kind, string message)
        : base(message)
    {
        Kind = kind;
        IsTransient = kind is TransactionStatusErrorKind.Transport or TransactionStatusErrorKind.Timeout
            or TransactionStatusErrorKind.RateLimited or TransactionStatusErrorKind.Unavailable
            or TransactionStatusErrorKind.InvalidResponse or TransactionStatusErrorKind.CallbackTimeout;
    }

    /// <summary>The kind of the failure.</summary>
    public TransactionStatusErrorKind Kind { get; }

    /// <summary>The registered name of the client that failed; null when it is not known.</summary>
    public string? ClientName { get; init; }

    /// <summary>
    /// Whether the same query may succeed later. The default depends on <see cref="Kind"/>; for Rejected the adapter decides by the
    /// gateway's code.
    /// </summary>
    public bool IsTransient { get; init; }

    /// <summary>The time that the gateway requires before the next query; null when it specified none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The gateway's own code for the failure; null when the gateway sent none.</summary>
    public string? GatewayCode { get; init; }

    /// <summary>Types and stack frames of the defect behind the failure, for the log; null when there is none.</summary>
    internal string? DefectTrace { get; init; }

    /// <summary>Returns an equal instance for one caller, so that every caller has its own stack trace.</summary>
    internal TransactionStatusException ForCaller(string clientName) => new(Kind, $"Client '{clientName}': {Message}")
    {
        ClientName = clientName,
        IsTransient = IsTransient,
        RetryAfter = RetryAfter,
        GatewayCode = GatewayCode,
    };
}
