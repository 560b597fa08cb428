using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The capabilities of the adapter, the queries that it accepts, and the kind of transaction that it assumes.</summary>
public sealed class DesjardinsAdapterTests
{
    [Fact]
    public async Task Adapter_declares_the_limits_of_the_gateway()
    {
        await using var services = Services();
        var adapter = Adapter(services);

        Assert.Equal(
            new GatewayCapabilities
            {
                SupportsMerchantReference = true,
                MaxTransactionsPerExchange = 10,
                MaxConcurrentExchanges = 1,
                MinimumAge = TimeSpan.FromMinutes(2),
                Tracking = DesjardinsDefaults.Tracking,
                ReportsAmount = true,
            },
            adapter.Capabilities);
        Assert.Equal(("desjardins", TransactionKind.Unknown), (adapter.Provider, adapter.DefaultKind));
    }

    [Fact]
    public async Task Reference_of_64_printable_characters_is_accepted_and_no_longer_one()
    {
        await using var services = Services();
        var adapter = Adapter(services);

        adapter.CheckQuery(Query(new string('1', 64)));
        adapter.CheckQuery(Query("--"));
        adapter.CheckQuery(Query("~"));

        Assert.Throws<ArgumentException>("MerchantReference", () => adapter.CheckQuery(Query(new string('1', 65))));
        Assert.Throws<ArgumentException>("query", () => adapter.CheckQuery(Query("-")));
        Assert.Throws<ArgumentException>("query", () => adapter.CheckQuery(Query("\u00e9")));
    }

    [Theory]
    [InlineData(TransactionKind.Unknown, TransactionKind.Unknown, PaymentState.Approved)]
    [InlineData(TransactionKind.Purchase, TransactionKind.Unknown, PaymentState.Captured)]
    [InlineData(TransactionKind.Unknown, TransactionKind.Purchase, PaymentState.Captured)]
    [InlineData(TransactionKind.Purchase, TransactionKind.Preauthorization, PaymentState.Authorized)]
    [InlineData(TransactionKind.Preauthorization, TransactionKind.Purchase, PaymentState.Captured)]
    public async Task Kind_of_the_query_decides_before_the_default_kind(
        TransactionKind defaultKind, TransactionKind kind, PaymentState state)
    {
        await using var services = Services(options => options.DefaultKind = defaultKind);
        var result = Assert.Single(Account.Message(Account.Transaction("T1")).Results);
        var answer = DesjardinsResponse.Read(result, isContested: false, Account.Request(), Account.Now);

        Assert.Equal(state, Adapter(services).Interpret(answer, Query("T1") with { Kind = kind }).State);
    }

    [Fact]
    public async Task Status_that_the_adapter_did_not_read_is_returned_unchanged()
    {
        await using var services = Services();
        var parsed = new ParsedStatus { Outcome = LookupOutcome.NotFound };

        Assert.Same(parsed, Adapter(services).Interpret(parsed, Query("T1")));
    }

    private static TransactionQuery Query(string id) => TransactionQuery.ByMerchantReference("x") with { MerchantReference = id };

    private static IGatewayAdapter Adapter(ServiceProvider services) =>
        services.GetRequiredKeyedService<IGatewayAdapter>(Account.Client);

    private static ServiceProvider Services(Action<DesjardinsOptions>? change = null) => new ServiceCollection()
        .AddPaymentStatus(gateways => gateways.AddDesjardins(Account.Client, options =>
        {
            var from = Account.Options();
            (options.Endpoint, options.PublicCallbackBaseUrl) = (from.Endpoint, from.PublicCallbackBaseUrl);
            (options.MerchantId, options.MerchantKey) = (from.MerchantId, from.MerchantKey);
            change?.Invoke(options);
        })).BuildServiceProvider();
}
