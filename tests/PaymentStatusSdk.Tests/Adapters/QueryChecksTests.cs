using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class QueryChecksTests
{
    private static readonly Uri Endpoint = new("https://gateway.example/v2");

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("..;x")]
    [InlineData("\\..")]
    [InlineData("")]
    public void Reference_that_no_path_can_carry_is_the_callers_error_and_not_quoted(string reference)
    {
        var failure = Assert.Throws<ArgumentException>(() => QueryChecks.RequireSegment(reference, "GatewayReference"));

        Assert.StartsWith("GatewayReference ", failure.Message, StringComparison.Ordinal);
        Assert.Equal("GatewayReference", failure.ParamName);
        if (reference.Length > 2) Assert.DoesNotContain(reference, failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GatewayUri.Append(Endpoint, reference));
    }

    [Fact]
    public void Reference_that_is_not_Unicode_is_the_callers_error() =>
        Assert.Throws<ArgumentException>(() => QueryChecks.RequireSegment("a\ud800", "GatewayReference"));

    [Theory]
    [InlineData(null)]
    [InlineData("tr_1")]
    [InlineData("a.b..c")]
    [InlineData("%2e%2e")]
    [InlineData("a/b")]
    public void Reference_that_a_path_can_carry_passes(string? reference)
    {
        QueryChecks.RequireSegment(reference, "GatewayReference");
        if (reference is not null) GatewayUri.Append(Endpoint, reference);
    }
}
