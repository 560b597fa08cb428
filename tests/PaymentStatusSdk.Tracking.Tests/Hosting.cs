using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>Registrations that several tests share.</summary>
internal static class Hosting
{
    public static HostApplicationBuilder Builder(string environment = "Production") =>
        Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });

    public static IServiceCollection AddScripted(this IServiceCollection services, params ScriptedTransactionStatusClient[] clients) =>
        services.AddClients(clients);

    public static IServiceCollection AddClients(this IServiceCollection services, params ITransactionStatusClient[] clients) =>
        services.AddSingleton<ITransactionStatusClientFactory>(new Clients(clients));

    public static PaymentTrackingBuilder UseMemory(this PaymentTrackingBuilder tracking, MemoryStore store)
    {
        tracking.Services.AddSingleton<ITrackingStore>(store);
        return tracking;
    }

    private sealed class Clients(IReadOnlyList<ITransactionStatusClient> clients) : ITransactionStatusClientFactory
    {
        public IReadOnlyList<string> Names => [.. clients.Select(client => client.Metadata.ClientName)];

        public ITransactionStatusClient Get(string name) => clients.FirstOrDefault(client => client.Metadata.ClientName == name)
            ?? throw new ArgumentException($"No client is named '{name}'. Registered clients: {string.Join(", ", Names)}.", nameof(name));
    }
}
