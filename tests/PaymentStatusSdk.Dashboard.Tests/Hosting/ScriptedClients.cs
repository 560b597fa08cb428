using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

internal sealed class ScriptedClients(params ScriptedTransactionStatusClient[] clients) : ITransactionStatusClientFactory
{
    public IReadOnlyList<string> Names => [.. clients.Select(client => client.Metadata.ClientName)];

    public ITransactionStatusClient Get(string name) => clients.First(client => client.Metadata.ClientName == name);
}
