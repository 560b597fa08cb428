using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Adapters;

/// <summary>
/// Implements the protocol of one gateway: declares capabilities, runs exchanges and parses answers. Adapter packages implement it.
/// </summary>
/// <remarks>
/// The core does the rest: telemetry, queue and coalescing, retries, timeouts, circuit breaker, and the check that an answer belongs to the
/// query. One instance serves one registered client; it must be thread-safe.
/// </remarks>
public interface IGatewayAdapter
{
    /// <summary>The name of the gateway product, the same for every client of the adapter. It is a telemetry tag.</summary>
    /// <value>
    /// 1 to 64 lowercase letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; the same as
    /// <see cref="GatewayRegistration{TOptions}.Provider"/>.
    /// </value>
    string Provider { get; }

    /// <summary>
    /// The queries that the gateway supports and the data that its answers can contain. Read once, when the client is created.
    /// </summary>
    GatewayCapabilities Capabilities { get; }

    /// <summary>
    /// The kind of a result whose query specifies none. It is read for every result, so it may depend on the current options.
    /// </summary>
    TransactionKind DefaultKind { get; }

    /// <summary>
    /// Rejects a query that this gateway does not support. The core has already checked that the query has exactly one reference.
    /// </summary>
    /// <exception cref="ArgumentException">The gateway does not support the query; the message says what to change.</exception>
    void CheckQuery(TransactionQuery query);

    /// <summary>
    /// Runs one attempt of an exchange: calls <see cref="GatewayExchange.Seal"/> as late as possible, just before the transactions are
    /// written to the request, and completes every pending query that it returned.
    /// </summary>
    /// <param name="exchange">The pending queries, and what the attempt may report about itself.</param>
    /// <param name="cancellationToken">Canceled when the attempt times out or its last caller has canceled.</param>
    /// <exception cref="TransactionStatusException">The attempt failed. The kind decides whether it is retried. Any other exception is a
    /// defect: callers receive the kind Unknown with the type of the exception, the log contains its stack without message texts, and
    /// the attempt is not retried. Convert the exception of a parser into <see cref="ProtocolErrors.Invalid"/>.</exception>
    Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken);

    /// <summary>
    /// Completes a parsed status with what only one caller knows, such as the kind of the transaction: callers that share a pending query
    /// may know different things. Pure; the default implementation returns the parsed status unchanged.
    /// </summary>
    ParsedStatus Interpret(ParsedStatus parsed, TransactionQuery query) => parsed;
}
