namespace PaymentStatusSdk.DependencyInjection;

/// <summary>The registration of one client, before any of its services is created.</summary>
internal sealed class GatewayEntry(string name, string provider, Func<IServiceProvider, IReadOnlyList<string>> validate)
{
    public string Name => name;

    public string Provider => provider;

    public List<Func<ITransactionStatusClient, IServiceProvider, ITransactionStatusClient>> Decorators { get; } = [];

    /// <summary>Whether the host's defaults for every HTTP client apply to this client.</summary>
    public bool UsesHttpClientDefaults { get; set; }

    /// <summary>Whether message handlers may send a repeatable request again within an attempt.</summary>
    public bool AllowsHandlersToResend { get; set; }

    /// <summary>Returns the errors of the client's options; empty when there are none.</summary>
    public IReadOnlyList<string> Validate(IServiceProvider services) => validate(services);
}
