using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>The lower of the gateway's and the merchant's limit of concurrent exchanges applies.</summary>
public sealed class ConcurrencyLimitTests
{
    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(3, 8, 3)]
    [InlineData(8, 2, 2)]
    [InlineData(1_000, 5, 5)]
    public async Task Lower_of_capability_and_option_limits_the_exchanges(int capability, int option, int expected)
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var started = new SemaphoreSlim(0);
        var adapter = new KitAdapter
        {
            Capabilities = new GatewayCapabilities { SupportsGatewayReference = true, MaxConcurrentExchanges = capability },
            Run = async (exchange, _) =>
            {
                var pendingQuery = exchange.Seal()[0];
                started.Release();
                await hold.Task;
                pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            },
        };
        using var host = new KitHost(adapter, options => options.MaxConcurrentExchanges = option);

        var pending = Enumerable.Range(0, 10).Select(i => host.QueryAsync($"T{i}")).ToArray();

        for (var i = 0; i < expected; i++) await started.WaitAsync(TestContext.Current.CancellationToken);
        var client = host.Services.GetRequiredKeyedService<GatewayClient>("kit");
        Assert.Equal((expected, 10 - expected), (client.RunningExchanges, client.QueueLength));
        hold.SetResult();
        await Task.WhenAll(pending);
        Assert.Equal(expected, adapter.MaxParallel);
        Assert.Equal(expected, host.Client.Metadata.Capabilities.MaxConcurrentExchanges);
    }

    [Fact]
    public async Task Client_metadata_has_the_effective_limit_after_a_reload()
    {
        var settings = new ChangeableConfiguration(
            ("Kit:Endpoint", "https://gateway.example/"), ("Kit:Secret", "s"), ("Kit:MaxConcurrentExchanges", "2"));
        var adapter = new KitAdapter
        {
            Capabilities = new GatewayCapabilities { SupportsGatewayReference = true, MaxConcurrentExchanges = 4 },
        };
        await using var services = new ServiceCollection()
            .AddPaymentStatus(gateways => gateways.AddKit("kit", settings.Root.GetSection("Kit"), adapter)).BuildServiceProvider();
        var client = services.GetRequiredService<ITransactionStatusClient>();
        var before = client.Metadata;

        settings.Change(("Kit:MaxConcurrentExchanges", "9"));

        Assert.Equal((2, 4), (before.Capabilities.MaxConcurrentExchanges, client.Metadata.Capabilities.MaxConcurrentExchanges));
        Assert.Same(client.Metadata, client.Metadata);
    }
}
