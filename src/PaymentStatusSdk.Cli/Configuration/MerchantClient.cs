using Microsoft.Extensions.Configuration;

namespace PaymentStatusSdk.Cli.Configuration;

/// <summary>A client of the merchant's configuration.</summary>
/// <param name="Name">The name under which the merchant's host registers it.</param>
/// <param name="Provider">The adapter.</param>
/// <param name="Section">The section with its options.</param>
internal sealed record MerchantClient(string Name, GatewayProvider Provider, IConfigurationSection Section);
