using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins.Tests;

public sealed class DesjardinsOptionsTests
{
    public static TheoryData<string, Action<DesjardinsOptions>> Errors => new()
    {
        { "Endpoint", o => o.Endpoint = null },
        { "Endpoint", o => o.Endpoint = new Uri("http://gateway.example/catch") },
        { "MerchantId", o => o.MerchantId = " " },
        { "MerchantId", o => o.MerchantId = new string('1', 65) },
        { "MerchantId", o => o.MerchantId = "1000\n" },
        { "MerchantKey", o => o.MerchantKey = null! },
        { "MerchantKey", o => o.MerchantKey = "canary\r\n" },
        { "MerchantKey", o => o.MerchantKey = "canary\u00e9" },
        { "OtherMerchantKeys", o => o.OtherMerchantKeys = ["good", " "] },
        { "OtherMerchantKeys", o => o.OtherMerchantKeys.Add("canary\n") },
        { "PublicCallbackBaseUrl", o => o.PublicCallbackBaseUrl = null },
        { "PublicCallbackBaseUrl", o => o.PublicCallbackBaseUrl = new Uri("http://shop.example") },
        { "PublicCallbackBaseUrl", o => o.PublicCallbackBaseUrl = new Uri("https://shop.example/?a=b") },
        { "PublicCallbackBaseUrl", o => o.PublicCallbackBaseUrl = new Uri("https://shop.example/#a") },
        { "DefaultKind", o => o.DefaultKind = (TransactionKind)99 },
        { "StepTimeout", o => o.StepTimeout = TimeSpan.Zero },
        { "CallbackTimeout", o => o.CallbackTimeout = TimeSpan.Zero },
        { "MissingTransactionsGrace", o => o.MissingTransactionsGrace = TimeSpan.FromSeconds(-1) },
        { "AttemptTimeout", o => o.AttemptTimeout = TimeSpan.FromSeconds(89) },
        { "ConditionCodes", o => o.ConditionCodes["1"] = PaymentState.Captured },
        { "ConditionCodes", o => o.ConditionCodes["1"] = PaymentState.Approved },
        { "ConditionCodes", o => o.ConditionCodes[" "] = PaymentState.Failed },
        { "NotFoundCodes", o => o.NotFoundCodes.Add("") },
        { "Language", o => o.Language = "de" },
        { "RequestEncoding", o => o.RequestEncoding = "UTF-16" },
        { "StatusType", o => o.StatusType = "" },
        { "TransactionContainer", o => o.TransactionContainer = "a b" },
        { "TransactionElement", o => o.TransactionElement = "" },
        { "TransactionElement", o => o.TransactionElement = "1st" },
        { "TransactionIdAttribute", o => o.TransactionIdAttribute = "id=\"" },
        { "LanguageElement", o => o.LanguageElement = "<" },
        { "MaxConcurrentExchanges", o => o.MaxConcurrentExchanges = 2 },
    };

    [Fact]
    public void Complete_options_are_valid() => Assert.Empty(Validate(_ => { }));

    [Fact]
    public void Loopback_is_allowed_without_tls() => Assert.Empty(Validate(o =>
        (o.Endpoint, o.PublicCallbackBaseUrl) = (new Uri("http://127.0.0.1:5000/catch"), new Uri("http://localhost:5001/base/"))));

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public void Invalid_setting_is_the_only_one_reported(string key, Action<DesjardinsOptions> invalidate)
    {
        var error = Assert.Single(Validate(invalidate));

        Assert.StartsWith($"Client 'desjardins': {key} ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_bound_from_its_section()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Endpoint"] = "https://gateway.example/catch",
            ["MerchantId"] = "1",
            ["MerchantKey"] = "k",
            ["OtherMerchantKeys:0"] = "old",
            ["PublicCallbackBaseUrl"] = "https://shop.example/",
            ["DefaultKind"] = "Purchase",
            ["StepTimeout"] = "00:00:11",
            ["CallbackTimeout"] = "00:00:12",
            ["MissingTransactionsGrace"] = "00:00:03",
            ["ConditionCodes:104"] = "Expired",
            ["NotFoundCodes:0"] = "WX99",
            ["Language"] = "en",
            ["RequestEncoding"] = "UTF-8",
            ["StatusType"] = "etat",
            ["TransactionContainer"] = "targets",
            ["TransactionElement"] = "trx",
            ["TransactionIdAttribute"] = "ref",
            ["LanguageElement"] = "lang",
            ["IncludeCurrency"] = "true",
            ["TokenAsParameter"] = "true",
            ["AcknowledgeWithXml"] = "false",
            ["AcceptAnswerWithoutReference"] = "true",
            ["AttemptTimeout"] = "00:01:11",
            ["TotalTimeout"] = "00:02:31",
            ["MaxRetries"] = "3",
            ["RetryDelay"] = "00:00:02",
            ["MinRetryDelay"] = "00:00:03",
            ["RetryTimeouts"] = "false",
            ["MaxConcurrentExchanges"] = "1",
            ["QueueLimit"] = "17",
            ["QueueTimeout"] = "00:00:41",
            ["ConnectTimeout"] = "00:00:04",
            ["CircuitFailureRatio"] = "0.25",
            ["CircuitMinimumThroughput"] = "12",
            ["CircuitSamplingDuration"] = "00:00:33",
            ["CircuitBreakDuration"] = "00:00:16",
        };
        var properties = typeof(DesjardinsOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite)
            .ToList();
        Assert.Equal(properties.Select(p => p.Name).Order(), settings.Keys.Select(key => key.Split(':')[0]).Order());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => "D:" + s.Key, s => s.Value))
            .Build();
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddDesjardins("d", configuration.GetSection("D")));
        using var provider = services.BuildServiceProvider();

        var bound = provider.GetRequiredKeyedService<IGatewayOptionsSource<DesjardinsOptions>>("d").Current;

        var defaults = new DesjardinsOptions();
        var changed = properties.Where(p => p.Name != nameof(DesjardinsOptions.MaxConcurrentExchanges));
        Assert.All(changed, property => Assert.NotEqual(property.GetValue(defaults), property.GetValue(bound)));
        Assert.Equal(["old"], bound.OtherMerchantKeys);
        Assert.Equal(
            [("103", PaymentState.Canceled), ("104", PaymentState.Expired), ("117", PaymentState.Failed)],
            bound.ConditionCodes.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public void Defaults_are_not_shared_between_options()
    {
        new DesjardinsOptions().ConditionCodes["103"] = PaymentState.Failed;

        Assert.Equal(PaymentState.Canceled, new DesjardinsOptions().ConditionCodes["103"]);
    }

    [Fact]
    public void Invalid_state_of_a_condition_code_is_reported_with_its_key_and_the_allowed_states()
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PaymentStatus:Desjardins:ConditionCodes:7"] = "Declind",
            ["PaymentStatus:Desjardins:ConditionCodes:8"] = "Declined",
        }).Build();
        using var provider = new ServiceCollection()
            .AddPaymentStatus(gateways => gateways.AddDesjardins("d", root.GetSection("PaymentStatus:Desjardins"))).BuildServiceProvider();

        var lines = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<ITransactionStatusClient>).Message
            .Split(Environment.NewLine);

        Assert.Equal(
            "PaymentStatus:Desjardins:ConditionCodes:7 cannot be read: it must be one of "
            + $"{string.Join(", ", Enum.GetNames<PaymentState>())}.",
            Assert.Single(lines, line => line.Contains("ConditionCodes", StringComparison.Ordinal)));
    }

    [Fact]
    public void Host_stops_with_all_errors_in_one_message()
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(
            gateways => gateways.AddDesjardins("d", o => (o.MerchantKey, o.MaxConcurrentExchanges) = ("canary\n", 8)));
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<ITransactionStatusClient>);

        string[] keys = ["Endpoint", "MerchantId", "MerchantKey", "PublicCallbackBaseUrl", "MaxConcurrentExchanges"];
        Assert.All(keys, key => Assert.Contains(key, exception.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("ORDER\u00e9")]
    [InlineData("a\tb")]
    public async Task Unsupported_reference_is_rejected(string id)
    {
        await using var provider = Valid();

        var query = TransactionQuery.ByMerchantReference("x") with { MerchantReference = id };
        await Assert.ThrowsAsync<ArgumentException>(
            () => provider.GetRequiredService<ITransactionStatusClient>().GetStatusAsync(query, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Query_by_gateway_reference_is_not_supported()
    {
        await using var provider = Valid();
        var client = provider.GetRequiredService<ITransactionStatusClient>();

        await Assert.ThrowsAsync<ArgumentException>(
            () => client.GetStatusAsync(TransactionQuery.ByGatewayReference("1"), TestContext.Current.CancellationToken));
        Assert.Equal(
            (10, 1, TimeSpan.FromMinutes(2)), (client.Metadata.Capabilities.MaxTransactionsPerExchange,
                client.Metadata.Capabilities.MaxConcurrentExchanges, client.Metadata.Capabilities.MinimumAge));
    }

    private static ServiceProvider Valid()
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddDesjardins("d", o =>
        {
            var from = Account.Options();
            (o.Endpoint, o.MerchantId, o.MerchantKey, o.PublicCallbackBaseUrl) =
                (from.Endpoint, from.MerchantId, from.MerchantKey, from.PublicCallbackBaseUrl);
        }));
        return services.BuildServiceProvider();
    }

    private static IEnumerable<string> Validate(Action<DesjardinsOptions> change) =>
        new DesjardinsOptionsValidator().Validate("desjardins", Account.Options(change)).Failures ?? [];
}
