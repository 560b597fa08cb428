using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace PaymentStatusSdk.Adapters;

/// <summary>The registration of one client, which an adapter's <c>Add...</c> extension passes to <c>AddGateway</c>.</summary>
/// <typeparam name="TOptions">The adapter's options.</typeparam>
public sealed class GatewayRegistration<
    [DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>
    where TOptions : GatewayOptions
{
    /// <summary>The client's name: 1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the gateway product.</summary>
    /// <value>
    /// 1 to 64 lowercase letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; the same as <see cref="IGatewayAdapter.Provider"/>.
    /// </value>
    public required string Provider { get; init; }

    /// <summary>Creates the adapter. It is called once, when the client is first used.</summary>
    public required Func<GatewayAdapterContext<TOptions>, IGatewayAdapter> CreateAdapter { get; init; }

    /// <summary>
    /// Validates the options. The first registered instance validates all clients of the adapter, so it must not keep state of one client.
    /// </summary>
    public required GatewayOptionsValidator<TOptions> Validator { get; init; }

    /// <summary>Configures the options in code, after the section is bound; null when there is nothing to configure.</summary>
    public Action<TOptions>? Configure { get; init; }

    /// <summary>The section from which the options are bound; null when there is none.</summary>
    public IConfiguration? Section { get; init; }

    /// <summary>
    /// Binds a section to options: <c>(section, options) => section.Bind(options)</c>, written in the adapter's own project. The binding is
    /// source-generated there if the project sets <c>EnableConfigurationBindingGenerator</c>. Required with a section.
    /// </summary>
    public Action<IConfiguration, TOptions>? Bind { get; init; }

    /// <summary>
    /// Configures the primary message handler, for example with a client certificate; null when there is nothing to configure.
    /// </summary>
    public Action<SocketsHttpHandler, GatewayAdapterContext<TOptions>>? ConfigureHandler { get; init; }
}
