using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace PaymentStatusSdk.Adapters;

/// <summary>What an adapter's <c>Add...</c> extension hands to <c>AddGateway</c>.</summary>
/// <typeparam name="TOptions">The adapter's options.</typeparam>
public sealed class GatewayRegistration<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>
    where TOptions : GatewayOptions
{
    /// <summary>The client's name: 1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The gateway's own name.</summary>
    /// <value>1 to 64 lower case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; the same as <see cref="IGatewayAdapter.Provider"/>.</value>
    public required string Provider { get; init; }

    /// <summary>Creates the adapter; called once, when the client is first used.</summary>
    public required Func<GatewayAdapterContext<TOptions>, IGatewayAdapter> CreateAdapter { get; init; }

    /// <summary>Checks the options. The first one that is registered checks all clients of the adapter, so that it must keep no client's state.</summary>
    public required GatewayOptionsValidator<TOptions> Validator { get; init; }

    /// <summary>Settings in code; null when there are none. They are applied after the section.</summary>
    public Action<TOptions>? Configure { get; init; }

    /// <summary>The section the options are bound from; null when there is none.</summary>
    public IConfiguration? Section { get; init; }

    /// <summary>
    /// Binds a section to options, as <c>(section, options) => section.Bind(options)</c> in the adapter's own project: there the binding is
    /// source-generated for its options, if the project sets <c>EnableConfigurationBindingGenerator</c>. Required with a section.
    /// </summary>
    public Action<IConfiguration, TOptions>? Bind { get; init; }

    /// <summary>Adjusts the connection's handler, for example with a client certificate; null when there is nothing to adjust.</summary>
    public Action<SocketsHttpHandler, GatewayAdapterContext<TOptions>>? ConfigureHandler { get; init; }
}
