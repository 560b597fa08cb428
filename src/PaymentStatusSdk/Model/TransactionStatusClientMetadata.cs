namespace PaymentStatusSdk;

/// <summary>Who answers behind an <see cref="ITransactionStatusClient"/>.</summary>
/// <param name="ClientName">The name the client was registered under. Several merchants at one gateway are several names.</param>
/// <param name="Provider">The gateway's own name, such as <c>ppro</c>; the same for every client of the adapter. Lower case.</param>
/// <param name="Capabilities">What can be asked and what can ever be answered.</param>
public sealed record TransactionStatusClientMetadata(string ClientName, string Provider, GatewayCapabilities Capabilities);
