namespace PaymentStatusSdk.DependencyInjection;

/// <summary>One registered client, before anything of it is built.</summary>
internal sealed class GatewayEntry(string name, string provider, Func<IServiceProvider, IReadOnlyList<string>> validate)
{
    public string Name => name;

    public string Provider => provider;

    public List<Func<ITransactionStatusClient, IServiceProvider, ITransactionStatusClient>> Decorators { get; } = [];

    /// <summary>Everything that is wrong with its options; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate(IServiceProvider services) => validate(services);
}
