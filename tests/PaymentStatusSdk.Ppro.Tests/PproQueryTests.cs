using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Unsupported queries are rejected before anything is sent.</summary>
public sealed class PproQueryTests
{
    [Theory]
    [InlineData("123456789012345678901")]
    [InlineData("12 34")]
    [InlineData("12/34")]
    [InlineData("12&34")]
    [InlineData("ä")]
    [InlineData("0")]
    public async Task Gateway_reference_outside_the_documented_set_is_rejected(string id) =>
        await AssertRefusedAsync(TransactionQuery.ByGatewayReference(id));

    [Theory]
    [InlineData("12345678901234567890123456789012345678901")]
    [InlineData("bücher")]
    [InlineData("a\u0007b")]
    [InlineData(" a")]
    public async Task Merchant_reference_over_its_limit_or_outside_ascii_is_rejected(string id) =>
        await AssertRefusedAsync(TransactionQuery.ByMerchantReference(id));

    [Theory]
    [InlineData(40, 40)]
    [InlineData(64, 64)]
    public async Task Merchant_reference_at_the_limit_is_queried(int limit, int length)
    {
        await using var services = Services(limit);
        var client = services.GetRequiredService<ITransactionStatusClient>();

        // No server listens there: a refused connection proves that the query was sent.
        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() =>
            client.GetStatusAsync(TransactionQuery.ByMerchantReference(new string('a', length)), TestContext.Current.CancellationToken));

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
    }

    [Fact]
    public async Task Capabilities_state_the_values_that_the_gateway_never_reports()
    {
        await using var services = Services();

        var capabilities = services.GetRequiredService<ITransactionStatusClient>().Metadata.Capabilities;

        Assert.True(
            capabilities is
            {
                SupportsGatewayReference: true, SupportsMerchantReference: true, ReportsFunds: true,
                OneExchangePerTransaction: true
            });
        Assert.True(
            capabilities is { ReportsAmount: false, ReportsRefunds: false, ReportsChargebacks: false, MaxTransactionsPerExchange: 1 });
        Assert.Equal(4, capabilities.MaxConcurrentExchanges);
        Assert.Equal(StringComparison.OrdinalIgnoreCase, capabilities.MerchantReferenceComparison);
        Assert.Equal(PproDefaults.Tracking, capabilities.Tracking);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("00", true)]
    [InlineData("A.b,c-d_9", true)]
    [InlineData("12345678901234567890", true)]
    [InlineData("123456789012345678901", false)]
    [InlineData("a b", false)]
    public void Reference_of_a_notification_has_1_to_20_characters_of_the_documented_set(string id, bool isReference) =>
        Assert.Equal(isReference, PproAdapter.IsGatewayReference(id));

    private static async Task AssertRefusedAsync(TransactionQuery query)
    {
        await using var services = Services();
        var client = services.GetRequiredService<ITransactionStatusClient>();

        await Assert.ThrowsAsync<ArgumentException>(() => client.GetStatusAsync(query, TestContext.Current.CancellationToken));
    }

    private static ServiceProvider Services(int limit = 40)
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddPpro("ppro", options =>
        {
            var sound = PproWire.Options();
            (options.Endpoint, options.Login, options.Password, options.ContractId) =
                (sound.Endpoint, sound.Login, sound.Password, sound.ContractId);
            options.MaxMerchantReferenceLength = limit;
            options.MaxRetries = 0;
        }));
        return services.BuildServiceProvider();
    }
}
