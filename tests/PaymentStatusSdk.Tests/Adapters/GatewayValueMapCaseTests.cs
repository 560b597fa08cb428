using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class GatewayValueMapCaseTests
{
    // An adapter decides whether its gateway distinguishes "Paid" and "paid".
    [Theory]
    [InlineData(true, "PAID", true)]
    [InlineData(true, "paid", true)]
    [InlineData(false, "PAID", false)]
    [InlineData(false, "paid", true)]
    public void Comparer_decides_whether_case_matters(bool ignoresCase, string value, bool isKnown)
    {
        var map = new GatewayValueMap<int>(
            "state", new Dictionary<string, int> { ["paid"] = 7 }, ignoresCase ? StringComparer.OrdinalIgnoreCase : null);

        Assert.Equal((isKnown, isKnown ? 7 : 0), (map.TryRead(value, out var meaning), meaning));
    }
}
