using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate.Tests;

public sealed class ConvergeGateOptionsTests
{
    public static TheoryData<string, Action<ConvergeGateOptions>> Errors => new()
    {
        { "Endpoint", o => o.Endpoint = null },
        { "Endpoint", o => o.Endpoint = new Uri("/v1/transactions", UriKind.Relative) },
        { "Endpoint", o => o.Endpoint = new Uri("http://api.convergegate.com/v1/transactions") },
        { "Endpoint", o => o.Endpoint = new Uri("https://user:pass@api.convergegate.com/") },
        { "ApiUser", o => o.ApiUser = " " },
        { "ApiUser", o => o.ApiUser = new string('u', 51) },
        { "ApiUser", o => o.ApiUser = "user\n" },
        { "ApiUser", o => o.ApiUser = "user\uD800" },
        { "ApiPassword", o => o.ApiPassword = "" },
        { "ApiPassword", o => o.ApiPassword = new string('p', 51) },
        { "ApiPassword", o => o.ApiPassword = "pass\u0000word" },
        { "ApiPassword", o => o.ApiPassword = "pass\uFFFF" },
        { "ApiKey", o => o.ApiKey = null! },
        { "ApiKey", o => o.ApiKey = "key\r\n" },
        { "PreviousApiPasswords", o => o.PreviousApiPasswords = ["p", " "] },
        { "PreviousApiPasswords", o => o.PreviousApiPasswords = ["p\n"] },
        { "PreviousApiKeys", o => o.PreviousApiKeys = ["1", "2", "3", "4", "5", "6"] },
        { "PreviousApiKeys", o => o.PreviousApiKeys = [null!] },
        { "AcknowledgementRoot", o => o.AcknowledgementRoot = (ConvergeGateAcknowledgementRoot)3 },
        { "Carrier", o => o.Carrier = (ConvergeGateCarrier)7 },
        { "DefaultKind", o => o.DefaultKind = (TransactionKind)99 },
        { "AttemptTimeout", o => o.AttemptTimeout = TimeSpan.Zero },
        { "TotalTimeout", o => o.TotalTimeout = TimeSpan.FromSeconds(5) },
        { "MaxRetries", o => o.MaxRetries = 11 },
        { "MaxConcurrentExchanges", o => o.MaxConcurrentExchanges = 0 },
    };

    [Fact]
    public void Complete_options_are_valid() => Assert.Empty(Validate(_ => { }));

    [Theory]
    [InlineData("http://127.0.0.1:5000/v1/transactions")]
    [InlineData("http://localhost/v1/transactions")]
    [InlineData("https://txpmnts.com/api/transaction/")]
    public void Loopback_is_allowed_without_tls(string endpoint) => Assert.Empty(Validate(o => o.Endpoint = new Uri(endpoint)));

    [Fact]
    public void Longest_credentials_are_valid() =>
        Assert.Empty(
            Validate(o => (o.ApiUser, o.ApiPassword, o.ApiKey) = (new string('u', 50), new string('\u20ac', 50), new string('k', 500))));

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public void Invalid_setting_is_the_only_one_reported(string key, Action<ConvergeGateOptions> invalidate)
    {
        var error = Assert.Single(Validate(invalidate));

        Assert.StartsWith($"Client 'cards': {key} ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_reported_in_one_message_without_a_secret()
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", o =>
        {
            (o.ApiUser, o.ApiPassword, o.ApiKey) = ("canary-user\n", "canary-password" + new string('p', 50), "canary-key\n");
            (o.Carrier, o.MaxRetries) = ((ConvergeGateCarrier)7, -1);
        }));
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<ITransactionStatusClient>);

        Assert.All(["Endpoint", "ApiUser", "ApiPassword", "ApiKey", "Carrier", "MaxRetries"], key =>
            Assert.Contains(key, exception.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_bound_from_its_section()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Endpoint"] = "https://gateway.example/v1",
            ["ApiUser"] = "u",
            ["ApiPassword"] = "p",
            ["ApiKey"] = "k",
            ["PreviousApiPasswords:0"] = "p0",
            ["PreviousApiKeys:0"] = "k0",
            ["PreviousApiKeys:1"] = "k1",
            ["AcknowledgementRoot"] = "Transaction",
            ["Carrier"] = "FormField",
            ["DefaultKind"] = "Preauthorization",
            ["RepairAmpersands"] = "false",
            ["AcceptAnswerWithoutReference"] = "true",
            ["AttemptTimeout"] = "00:00:11",
            ["TotalTimeout"] = "00:00:31",
            ["MaxRetries"] = "3",
            ["RetryDelay"] = "00:00:02",
            ["MinRetryDelay"] = "00:00:03",
            ["RetryTimeouts"] = "false",
            ["MaxConcurrentExchanges"] = "9",
            ["QueueLimit"] = "17",
            ["QueueTimeout"] = "00:00:41",
            ["ConnectTimeout"] = "00:00:04",
            ["CircuitFailureRatio"] = "0.25",
            ["CircuitMinimumThroughput"] = "12",
            ["CircuitSamplingDuration"] = "00:00:33",
            ["CircuitBreakDuration"] = "00:00:16",
        };
        var properties = typeof(ConvergeGateOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite)
            .ToList();
        Assert.Equal(properties.Select(p => p.Name).Order(), settings.Keys.Select(key => key.Split(':')[0]).Distinct().Order());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => "Cards:" + s.Key, s => s.Value))
            .Build();
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", configuration.GetSection("Cards")));
        using var provider = services.BuildServiceProvider();

        var bound = provider.GetRequiredKeyedService<IGatewayOptionsSource<ConvergeGateOptions>>("cards").Current;

        var defaults = new ConvergeGateOptions();
        Assert.All(properties, property => Assert.NotEqual(property.GetValue(defaults), property.GetValue(bound)));
        Assert.Equal(
            ("u", "p", "k", new Uri("https://gateway.example/v1")), (bound.ApiUser, bound.ApiPassword, bound.ApiKey, bound.Endpoint));
        Assert.Equal(["p0"], bound.PreviousApiPasswords);
        Assert.Equal(["k0", "k1"], bound.PreviousApiKeys);
        Assert.Equal((ConvergeGateCarrier.FormField, TransactionKind.Preauthorization), (bound.Carrier, bound.DefaultKind));
        Assert.Equal(
            (3, 9, 17, 12, 0.25),
            (bound.MaxRetries, bound.MaxConcurrentExchanges, bound.QueueLimit, bound.CircuitMinimumThroughput, bound.CircuitFailureRatio));
    }

    [Fact]
    public void Unknown_key_is_rejected_without_its_value()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Cards:Password"] = "canary" })
            .Build();
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", configuration.GetSection("Cards"), o => o.ApiUser = "u"));
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<ITransactionStatusClient>);

        Assert.Contains("Cards:Password", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ApiPassword", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("CARDS")]
    public void Invalid_or_duplicate_name_is_rejected_immediately(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection()
            .AddPaymentStatus(gateways =>
                gateways.AddConvergeGate("cards", _ => { }).Services.AddPaymentStatus(more => more.AddConvergeGate(name, _ => { }))));

    [Theory]
    [InlineData(51, 'a')]
    [InlineData(3, '\u0007')]
    [InlineData(3, '\uD800')]
    [InlineData(3, '\uFFFF')]
    [InlineData(3, '\uFFFE')]
    public async Task Unsupported_reference_is_rejected_before_anything_is_sent(int length, char character)
    {
        await using var services = StubGateway.Services("never read");
        var id = "x" + new string(character, length - 2) + "x";

        await Assert.ThrowsAsync<ArgumentException>(() => StubGateway.QueryAsync(services, TransactionQuery.ByMerchantReference(id)));
        await Assert.ThrowsAsync<ArgumentException>(() => StubGateway.QueryAsync(services, TransactionQuery.ByGatewayReference(id)));
    }

    private static IEnumerable<string> Validate(Action<ConvergeGateOptions> change) =>
        new ConvergeGateOptionsValidator().Validate("cards", Answers.Options(change)).Failures ?? [];
}
