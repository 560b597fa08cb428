using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The advice promises only what happens.</summary>
public sealed class AdviceTests
{
    private static readonly string[] Promises = ["is checked again", "Checks continue"];

    [Theory]
    [InlineData(TrackingStatus.Active, null)]
    [InlineData(TrackingStatus.Stopped, "It is not checked any more: start it again, or resolve it.")]
    [InlineData(TrackingStatus.Expired, "It is not checked any more: start it again, or resolve it.")]
    [InlineData(TrackingStatus.Completed, "It is not checked any more, unless you request a check.")]
    [InlineData(TrackingStatus.Duplicate, "It is not checked any more: another payment continues for it.")]
    public async Task Payment_that_is_not_tracked_is_not_promised_a_check(TrackingStatus status, string? end)
    {
        var payment = await FailedAsync() with { Status = status };

        var texts = Advice.Problems(payment).Select(one => one.Text).ToList();

        Assert.Equal(2, texts.Count);
        Assert.All(texts, text =>
        {
            Assert.Equal(end is not null, text.EndsWith(end ?? "It is not checked any more", StringComparison.Ordinal));
            if (end is not null) Assert.All(Promises, promise => Assert.DoesNotContain(promise, text, StringComparison.Ordinal));
        });
        Assert.Equal(end is null, texts.Any(text => text.Contains("Checks continue", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Resolved_payment_calls_to_no_action()
    {
        var payment = await FailedAsync() with
        {
            Status = TrackingStatus.Stopped,
            Resolution = new ManualResolution { Reason = "Refunded", ResolvedBy = "Ana" },
        };

        Assert.Equal(
            [
                "The last answers were about another transaction, amount or currency, or several attempts were paid. The verdict stays "
                    + "unknown until an answer matches, and after several payments for good.",
                "The gateway could not be reached or did not answer in time.",
            ],
            Advice.Problems(payment).Select(one => one.Text));
    }

    private static async Task<TrackedTransaction> FailedAsync()
    {
        await using var host = await DashboardHost.StartAsync();
        return await host.TrackAsync("ORDER-1") with { HasMismatch = true, LastFailure = TransactionStatusErrorKind.Timeout };
    }
}
