using PaymentStatusSdk.Dashboard.Access;

namespace PaymentStatusSdk.Dashboard.Tests.Access;

/// <summary>Each refusal of options names the setting to correct.</summary>
public sealed class DashboardOptionsRulesTests
{
    [Theory]
    [InlineData(null, "act", true, "OperatorPolicy is set, but ReadPolicy is not")]
    [InlineData(" ", "act", false, "OperatorPolicy is set, but ReadPolicy is not")]
    [InlineData(null, null, false, "has no authorization policy")]
    [InlineData(null, " ", false, "has no authorization policy")]
    [InlineData(null, " ", true, null)]
    [InlineData(" ", null, true, null)]
    [InlineData("read", " ", false, null)]
    public void Missing_policy_is_refused_by_its_reason(string? read, string? act, bool isDevelopment, string? reason) =>
        AssertRefusal(reason, new PaymentStatusDashboardOptions { ReadPolicy = read, OperatorPolicy = act }, isDevelopment);

    [Theory]
    [InlineData("https://traces.example/{traceId}", true)]
    [InlineData("HTTPS://Traces.Example/{traceId}", true)]
    [InlineData("http://traces.example/{traceId}", true)]
    [InlineData("ftp://traces.example/{traceId}", false)]
    [InlineData("https://user@traces.example/{traceId}", false)]
    [InlineData("https://traces.example{traceId}", false)]
    [InlineData("https://traces.example", false)]
    [InlineData("{traceId}", false)]
    [InlineData("", false)]
    public void Address_of_traces_has_its_whole_host_before_the_placeholder(string url, bool isAllowed)
    {
        var options = new PaymentStatusDashboardOptions { ReadPolicy = "read", TraceUrl = url };

        AssertRefusal(isAllowed ? null : "TraceUrl must be an absolute http or https address", options, isDevelopment: false);
        AssertRefusal(
            isAllowed ? null : "TraceUrl must be an absolute http or https address",
            new PaymentStatusDashboardOptions { TraceUrl = url }, isDevelopment: true);
    }

    [Fact]
    public void Options_are_closed_by_default()
    {
        var options = new PaymentStatusDashboardOptions();

        Assert.Null(options.ReadPolicy);
        Assert.Null(options.OperatorPolicy);
        Assert.Null(options.TraceUrl);
        Assert.Equal("{traceId}", PaymentStatusDashboardOptions.TraceIdPlaceholder);
    }

    private static void AssertRefusal(string? reason, PaymentStatusDashboardOptions options, bool isDevelopment)
    {
        var refusal = DashboardOptionsRules.Refusal(options, isDevelopment);

        if (reason is null) Assert.Null(refusal);
        else Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }
}
