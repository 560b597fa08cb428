namespace PaymentStatusSdk;

/// <summary>A query failed. It says nothing about the payment: treat the transaction as it was before the question.</summary>
/// <remarks>
/// The only exception a failed query ends in, besides <see cref="ArgumentException"/> for an impossible query and
/// <see cref="OperationCanceledException"/> for the caller's own cancellation. Every caller gets an instance of its own. Nothing of the
/// request or the response hangs on it: no body, no header, no inner exception that might quote one.
/// </remarks>
public sealed class TransactionStatusException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="kind">What kind of failure.</param>
    /// <param name="message">What happened and what to do next, without secrets.</param>
    public TransactionStatusException(TransactionStatusErrorKind kind, string message)
        : base(message)
    {
        Kind = kind;
        IsTransient = kind is TransactionStatusErrorKind.Transport or TransactionStatusErrorKind.Timeout
            or TransactionStatusErrorKind.RateLimited or TransactionStatusErrorKind.Unavailable
            or TransactionStatusErrorKind.InvalidResponse or TransactionStatusErrorKind.CallbackTimeout;
    }

    /// <summary>What kind of failure.</summary>
    public TransactionStatusErrorKind Kind { get; }

    /// <summary>The registered name of the client that failed; null when it is not known.</summary>
    public string? ClientName { get; init; }

    /// <summary>May the same question succeed later? The default follows <see cref="Kind"/>; for Rejected the adapter says so by code.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the gateway asked us to wait before the next query; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The gateway's own code for the failure; null when it gave none.</summary>
    public string? GatewayCode { get; init; }

    /// <summary>Types and stack frames of the defect behind the failure, for the log; null when there is none.</summary>
    internal string? DefectTrace { get; init; }

    /// <summary>An equal instance for one caller, so that each of several has a stack trace of his own.</summary>
    internal TransactionStatusException ForCaller(string clientName) => new(Kind, $"Gateway '{clientName}': {Message}")
    {
        ClientName = clientName,
        IsTransient = IsTransient,
        RetryAfter = RetryAfter,
        GatewayCode = GatewayCode,
    };
}
