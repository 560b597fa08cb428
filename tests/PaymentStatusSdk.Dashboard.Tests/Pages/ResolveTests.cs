using System.Net;
using System.Security.Claims;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>An operator resolves a payment by hand, without script.</summary>
public sealed class ResolveTests
{
    private static CancellationToken Ct => DashboardHost.Ct;

    [Fact]
    public async Task Payment_is_resolved_with_a_reason_and_the_name_of_the_operator()
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await MismatchAsync(host);
        using var http = host.As(DashboardHost.Operator);

        using var done = await SubmitAsync(http, payment, "  Refunded at the till <b> ");

        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        var html = await http.GetAsync(done.Headers.Location!.OriginalString);
        Assert.All(
            ["The payment is resolved by hand.", "Refunded at the till &lt;b&gt;", "Resolved", "neither paid nor unpaid", "Start again"],
            text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.DoesNotContain("/resolve\"", html, StringComparison.Ordinal);
        var resolved = (await host.Tracker.GetAsync(payment.Id, Ct))!;
        Assert.Equal((TrackingStatus.Stopped, PaymentVerdict.Unknown, true), (resolved.Status, resolved.Verdict, resolved.HasMismatch));
        Assert.Equal(
            ("Refunded at the till <b>", DashboardHost.Operator), (resolved.Resolution!.Reason, resolved.Resolution.ResolvedBy));
        await host.RunOnceAsync();
        Assert.Equal(StatusChangeKind.Resolved, host.Orders.Completed.Last().Kind);
        Assert.Empty(await http.ListAsync("/payments?mismatch=on"));
        Assert.Contains(
            host.Logs.Lines, line => line.Message.Contains("operator used the action 'resolve'", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Message.Contains("Refunded at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Card_number_in_a_reason_is_not_stored()
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await MismatchAsync(host);
        using var http = host.As(DashboardHost.Operator);

        using var done = await SubmitAsync(http, payment, "Card 4111 1111 1111 1111 " + new string('x', 600));

        var reason = (await host.Tracker.GetAsync(payment.Id, Ct))!.Resolution!.Reason;
        Assert.StartsWith("Card [card number] x", reason, StringComparison.Ordinal);
        Assert.Equal(ManualResolution.MaxReasonLength, reason.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public async Task Reason_is_required(string? reason)
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await MismatchAsync(host);
        using var http = host.As(DashboardHost.Operator);

        using var done = await SubmitAsync(http, payment, reason);

        Assert.Contains(
            "Nothing was recorded", await http.GetAsync(done.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.Equal(payment, await host.Tracker.GetAsync(payment.Id, Ct));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("-1")]
    public async Task Payment_that_has_changed_since_the_page_was_opened_is_not_resolved(string sequence)
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await MismatchAsync(host);
        using var http = host.As(DashboardHost.Operator);

        using var done = await http.SubmitAsync(
            $"/payments/{payment.Id}", $"/payments/{payment.Id}/resolve",
            new Dictionary<string, string> { ["reason"] = "Refunded", ["sequence"] = sequence });

        Assert.Contains(
            "The payment has changed since you opened the page: look again.",
            await http.GetAsync(done.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.Equal(payment, await host.Tracker.GetAsync(payment.Id, Ct));
    }

    [Fact]
    public async Task Completed_payment_without_a_problem_offers_no_resolution()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", PaymentState.Captured);
        var payment = await host.TrackAsync("ORDER-1");
        await host.RunOnceAsync();
        using var http = host.As(DashboardHost.Operator);

        Assert.DoesNotContain("/resolve\"", await http.GetAsync($"/payments/{payment.Id}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("preferred_username", true)]
    [InlineData("email", true)]
    [InlineData("sub", true)]
    [InlineData(ClaimTypes.NameIdentifier, true)]
    [InlineData("department", false)]
    public async Task Payment_is_resolved_with_a_name_only(string claim, bool isResolved)
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await MismatchAsync(host);
        using var http = host.As(DashboardHost.Operator, claim);

        using var done = await SubmitAsync(http, payment, "Refunded");

        var html = await http.GetAsync(done.Headers.Location!.OriginalString);
        Assert.Equal(!isResolved, html.Contains("your account has no name to record", StringComparison.Ordinal));
        var after = (await host.Tracker.GetAsync(payment.Id, Ct))!;
        Assert.Equal(isResolved ? DashboardHost.Operator : null, after.Resolution?.ResolvedBy);
    }

    private static async Task<TrackedTransaction> MismatchAsync(DashboardHost host)
    {
        host.Cards.Answer("WRONG", new Money(99, "EUR"), PaymentState.Captured);
        var payment = await host.TrackAsync("WRONG");
        await host.RunOnceAsync();
        return (await host.Tracker.GetAsync(payment.Id, Ct))!;
    }

    private static Task<HttpResponseMessage> SubmitAsync(DashboardClient http, TrackedTransaction payment, string? reason) =>
        http.SubmitAsync(
            $"/payments/{payment.Id}", $"/payments/{payment.Id}/resolve",
            reason is null ? new Dictionary<string, string>() : new() { ["reason"] = reason });
}
