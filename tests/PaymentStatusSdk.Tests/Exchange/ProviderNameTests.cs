using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Tests.Exchange;

public sealed class ProviderNameTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("z", true)]
    [InlineData("0", true)]
    [InlineData("9", true)]
    [InlineData(".", true)]
    [InlineData("_", true)]
    [InlineData("-", true)]
    [InlineData("a.b_c-9", true)]
    [InlineData("~", false)]
    [InlineData("aZ", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Provider_has_lower_case_letters_digits_dots_underscores_and_dashes(string? provider, bool isValid) =>
        Assert.Equal(isValid, AdapterCheck.IsProvider(provider));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Provider_has_at_most_64_characters(int length, bool isValid) =>
        Assert.Equal(isValid, AdapterCheck.IsProvider(new string('a', length)));

    [Fact]
    public void Errors_of_a_declaration_are_complete()
    {
        var errors = AdapterCheck.Find("Kit", new GatewayCapabilities { MaxTransactionsPerExchange = 0, MaxConcurrentExchanges = -1 });

        Assert.Equal(
            [
                "its adapter's Provider is 'Kit': use 1 to 64 lower case letters, digits, '.', '_' and '-'.",
                "its adapter supports neither reference: set SupportsGatewayReference or SupportsMerchantReference in its Capabilities.",
                "its adapter's MaxTransactionsPerExchange is 0; the minimum is 1.",
                "its adapter's MaxConcurrentExchanges is -1; the minimum is 1.",
            ],
            errors);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Adapter_that_supports_one_reference_and_the_minimum_of_each_number_has_no_error(bool gateway, bool merchant)
    {
        var capabilities = new GatewayCapabilities
        {
            SupportsGatewayReference = gateway,
            SupportsMerchantReference = merchant,
            MaxTransactionsPerExchange = 1,
            MaxConcurrentExchanges = 1,
        };

        Assert.Empty(AdapterCheck.Find("kit", capabilities));
    }

    [Fact]
    public void Exception_has_every_error_with_the_name_of_the_client()
    {
        AdapterCheck.Require("cards", []);

        var failure = Assert.Throws<InvalidOperationException>(() => AdapterCheck.Require("cards", ["one.", "two."]));
        Assert.Equal("Client 'cards': one. Client 'cards': two.", failure.Message);
    }
}
