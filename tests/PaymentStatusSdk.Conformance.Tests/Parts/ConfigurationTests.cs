using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>Invalid options are rejected at the start, and unsupported queries before anything is sent.</summary>
public abstract class ConfigurationTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    [Fact]
    public async Task Valid_options_are_accepted() => await Gateway.ValidateAsync(_ => { });

    [Fact]
    public async Task All_invalid_options_are_named_in_one_error()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => Gateway.ValidateAsync(options =>
        {
            (options.AttemptTimeout, options.MaxRetries, options.QueueLimit) = (TimeSpan.Zero, -1, -1);
            (options.CircuitFailureRatio, options.Endpoint) = (0, null);
        }));

        foreach (var key in new[] { "AttemptTimeout", "MaxRetries", "QueueLimit", "CircuitFailureRatio", "Endpoint" })
            Assert.Contains(refusal.Failures, failure => failure.Contains($"'{Gateway.Name}': {key} ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://gateway.example/status")]
    [InlineData("ftp://gateway.example/status")]
    [InlineData("https://user:let-me-in@gateway.example/status")]
    [InlineData("/status")]
    public async Task Unsafe_endpoint_is_rejected(string endpoint)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            Gateway.ValidateAsync(options => options.Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute)));

        Assert.Contains("Endpoint", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("let-me-in", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsupported_query_is_an_argument_error_and_sends_nothing()
    {
        await StartAsync();
        var possible = Gateway.Query;
        TransactionQuery[] impossible =
        [
            possible with { GatewayReference = null, MerchantReference = null },
            possible with { GatewayReference = Gateway.GatewayReference, MerchantReference = Gateway.MerchantReference },
            possible with { GatewayReference = " " },
            possible with { GatewayReference = new string('1', 300) },
            possible with { GatewayReference = " 1" },
            possible with { GatewayReference = "1\n2" },
            possible with { GatewayReference = "1\ud800" },
            possible with { GatewayReference = null, MerchantReference = new string('1', 300) },
            possible with { GatewayReference = null, MerchantReference = "1\u0000" },
        ];

        foreach (var query in impossible) await Assert.ThrowsAnyAsync<ArgumentException>(() => QueryAsync(query));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Gateway.Client.GetStatusAsync(null!, Ct));

        Assert.Equal(0, Gateway.Wire.Attempts);
    }
}
