using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Adapters;

/// <summary>
/// How the clients of an adapter are registered. An adapter keeps one instance, which its <c>Add...</c> extensions pass to
/// <c>AddGateway</c>.
/// </summary>
/// <remarks>Shared by all clients of the adapter, so no member may keep state of one client.</remarks>
/// <typeparam name="TOptions">The adapter's options.</typeparam>
public sealed class GatewayRegistration<
    [DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>
    where TOptions : GatewayOptions
{
    /// <summary>The name of the gateway product.</summary>
    /// <value>
    /// 1 to 64 lowercase letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; the same as <see cref="IGatewayAdapter.Provider"/>.
    /// </value>
    public required string Provider { get; init; }

    /// <summary>Creates the adapter of one client. It is called once for each client, when the client is first used, and must
    /// not return null.</summary>
    public required Func<GatewayAdapterContext<TOptions>, IGatewayAdapter> CreateAdapter { get; init; }

    /// <summary>Validates the options of all clients of the adapter.</summary>
    public required GatewayOptionsValidator<TOptions> Validator { get; init; }

    /// <summary>
    /// Binds a section to options: <c>(section, options) => section.Bind(options)</c>, written in the adapter's own project. The binding is
    /// source-generated there if the project sets <c>EnableConfigurationBindingGenerator</c>. Required for clients with a section.
    /// An exception is a defect of the adapter (event 1011), and the client is not created.
    /// </summary>
    public Action<IConfiguration, TOptions>? Bind { get; init; }

    /// <summary>
    /// Configures the primary message handler, for example with a client certificate; null when there is nothing to configure.
    /// An exception is a defect of the adapter (event 1010), and the query fails.
    /// </summary>
    public Action<SocketsHttpHandler, GatewayAdapterContext<TOptions>>? ConfigureHandler { get; init; }

    /// <summary>
    /// Returns when the certificate expires that a client presents, for <see cref="GatewayHealth.CertificateExpiresAt"/>; null when the
    /// gateway requires none. It sends no request. An exception is logged (event 1011), and the expiry is null.
    /// </summary>
    public Func<GatewayAdapterContext<TOptions>, DateTimeOffset?>? ReadCertificateExpiry { get; init; }

    /// <summary>Creates the receiver of a client's callbacks; null when the gateway sends none.</summary>
    public Func<GatewayAdapterContext<TOptions>, IGatewayCallbackHandler>? CreateCallbackHandler { get; init; }

    /// <summary>
    /// Registers further services of one client, keyed by its name, which is the second argument; null when there are none.
    /// </summary>
    public Action<IServiceCollection, string>? AddServices { get; init; }
}
