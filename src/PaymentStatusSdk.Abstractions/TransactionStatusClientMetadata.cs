namespace PaymentStatusSdk;

/// <summary>Describes an <see cref="ITransactionStatusClient"/>: its name, provider and capabilities.</summary>
/// <param name="ClientName">The name the client was registered under. Several merchants at one gateway have several clients.</param>
/// <param name="Provider">The name of the gateway product in lower case, such as <c>ppro</c>; the same for every client of the
/// adapter.</param>
/// <param name="Capabilities">The queries that the gateway supports, and the data that its answers can contain.</param>
public sealed record TransactionStatusClientMetadata(string ClientName, string Provider, GatewayCapabilities Capabilities);
