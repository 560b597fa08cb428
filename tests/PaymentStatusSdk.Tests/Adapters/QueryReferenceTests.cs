using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class QueryReferenceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("a")]
    [InlineData("a bc")]
    [InlineData("ab c")]
    [InlineData("12345678")]
    [InlineData("a\U0001F600b")]
    public void Reference_that_a_protocol_can_carry_passes(string? reference) =>
        QueryChecks.RequireReference(reference, "MerchantReference", 8);

    [Theory]
    [InlineData("", "is blank")]
    [InlineData("  ", "is blank")]
    [InlineData("123456789", "has 9 characters; this gateway accepts at most 8.")]
    [InlineData(" ab", "starts or ends with white space")]
    [InlineData("ab ", "starts or ends with white space")]
    [InlineData("a\nb", "contains a control character")]
    [InlineData("a\0b", "contains a control character")]
    public void Reference_that_no_protocol_can_carry_is_the_callers_error(string reference, string reason)
    {
        var failure = Assert.Throws<ArgumentException>(() => QueryChecks.RequireReference(reference, "MerchantReference", 8));

        Assert.StartsWith($"MerchantReference {reason}", failure.Message, StringComparison.Ordinal);
        Assert.Equal("MerchantReference", failure.ParamName);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_the_callers_error()
    {
        var failure = Assert.Throws<ArgumentException>(() => QueryChecks.RequireReference("a\ud800b", "MerchantReference", 8));

        Assert.Contains("surrogate", failure.Message, StringComparison.Ordinal);
        Assert.Equal("MerchantReference", failure.ParamName);
    }

    [Fact]
    public void Query_has_exactly_one_reference()
    {
        QueryChecks.RequireOneReference(TransactionQuery.ByGatewayReference("G1"));
        QueryChecks.RequireOneReference(TransactionQuery.ByMerchantReference("M1"));

        AssertRejected("has no reference", new TransactionQuery());
        AssertRejected("has two references", TransactionQuery.ByGatewayReference("G1") with { MerchantReference = "M1" });
        AssertRejected("is blank", new TransactionQuery { GatewayReference = " " });
        AssertRejected("is blank", new TransactionQuery { MerchantReference = "" });
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Query_by_a_reference_that_the_gateway_does_not_support_is_rejected(bool supportsGateway, bool supportsMerchant)
    {
        var capabilities = new GatewayCapabilities
        {
            SupportsGatewayReference = supportsGateway,
            SupportsMerchantReference = supportsMerchant,
        };
        var metadata = new TransactionStatusClientMetadata("cards", "kit", capabilities);

        var byGateway = Record.Exception(() => QueryChecks.RequireCapability(TransactionQuery.ByGatewayReference("G1"), metadata));
        var byMerchant = Record.Exception(() => QueryChecks.RequireCapability(TransactionQuery.ByMerchantReference("M1"), metadata));

        AssertUnsupported(supportsGateway, "gateway", byGateway);
        AssertUnsupported(supportsMerchant, "merchant", byMerchant);
    }

    [Fact]
    public void Anomalies_are_collected_in_order()
    {
        var first = new StatusAnomaly(StatusAnomalyKind.UnrecognizedValue, "first");
        var second = new StatusAnomaly(StatusAnomalyKind.SpellingVariant, "second");
        var third = new StatusAnomaly(StatusAnomalyKind.SpellingVariant, "third");
        var anomalies = default(AnomalyList);
        Assert.Empty(anomalies.ToList());

        anomalies.Add(first.Kind, first.Text);
        anomalies.Add(second.Kind, second.Text);
        anomalies.AddRange([]);
        anomalies.AddRange([third, first]);

        Assert.Equal(new[] { first, second, third, first }, anomalies.ToList());
    }

    private static void AssertUnsupported(bool isSupported, string kind, Exception? exception)
    {
        Assert.Equal(isSupported, exception is null);
        if (exception is null) return;
        var failure = Assert.IsType<ArgumentException>(exception);
        Assert.StartsWith($"Client 'cards' does not support queries by {kind} reference", failure.Message, StringComparison.Ordinal);
        Assert.Equal("query", failure.ParamName);
    }

    private static void AssertRejected(string reason, TransactionQuery query)
    {
        var failure = Assert.Throws<ArgumentException>(() => QueryChecks.RequireOneReference(query));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal("query", failure.ParamName);
    }
}
