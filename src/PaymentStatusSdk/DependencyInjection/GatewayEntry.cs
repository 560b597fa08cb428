namespace PaymentStatusSdk.DependencyInjection;

/// <summary>One registered client, before anything of it is built.</summary>
internal sealed class GatewayEntry(string name, string provider, Func<IServiceProvider, IReadOnlyList<string>> validate)
{
    public string Name => name;

    public string Provider => provider;

    public List<Func<ITransactionStatusClient, IServiceProvider, ITransactionStatusClient>> Decorators { get; } = [];

    /// <summary>Whether what the host configures for every HTTP client applies to this one.</summary>
    public bool UsesHttpClientDefaults { get; set; }

    /// <summary>Whether message handlers may send a repeatable request again within an attempt.</summary>
    public bool AllowsHandlersToResend { get; set; }

    /// <summary>Everything that is wrong with its options; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate(IServiceProvider services) => validate(services);
}
