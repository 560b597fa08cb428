namespace PaymentStatusSdk.Adapters;

/// <summary>Speaks one gateway's protocol: says what can be asked, runs exchanges, and reads answers. The seam of an adapter package.</summary>
/// <remarks>
/// The core does the rest around it: telemetry, boarding, retries, time-outs, circuit breaker, and the check that an answer belongs to the
/// question. One instance serves one registered client; it must be thread-safe.
/// </remarks>
public interface IGatewayAdapter
{
    /// <summary>The gateway's own name, the same for every client of the adapter. It becomes a telemetry tag.</summary>
    /// <value>1 to 64 lower case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; the same as <see cref="GatewayRegistration{TOptions}.Provider"/>.</value>
    string Provider { get; }

    /// <summary>What can be asked and what can ever be answered. Read once, when the client is created.</summary>
    GatewayCapabilities Capabilities { get; }

    /// <summary>The kind that a result has when the query tells none. Read for every result, so that it may follow options.</summary>
    TransactionKind DefaultKind { get; }

    /// <summary>Refuses a query that this gateway cannot be asked. The core has already checked that exactly one id is there.</summary>
    /// <exception cref="ArgumentException">The query cannot be asked; the message says what to change.</exception>
    void CheckQuery(TransactionQuery query);

    /// <summary>
    /// Runs one attempt of an exchange: calls <see cref="GatewayExchange.Seal"/> as late as it can, just before the targets are written, and
    /// answers every seat that departed.
    /// </summary>
    /// <param name="exchange">The seats, and what the attempt may say about itself.</param>
    /// <param name="cancellationToken">Fires when the attempt's time is up or its last caller has left.</param>
    /// <exception cref="TransactionStatusException">The attempt failed. Whether it is repeated is decided by kind. Anything else that is
    /// thrown counts as a defect: callers get the kind Unknown with the exception's type, the log gets its stack without message texts, and
    /// nothing is repeated. So turn what a parser throws at a strange answer into <see cref="ProtocolErrors.Invalid"/>.</exception>
    Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken);

    /// <summary>
    /// Completes a reading with what only one caller knows, such as the kind of the transaction: callers that share a seat may know different
    /// things. Pure; the default gives the reading back unchanged.
    /// </summary>
    ParsedStatus Interpret(ParsedStatus parsed, TransactionQuery query) => parsed;
}
