using System.Net;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>An operator acts on the page of a payment, without script.</summary>
public sealed class ActionTests
{
    private static CancellationToken Ct => DashboardHost.Ct;

    [Fact]
    public async Task Check_now_checks_a_payment_before_its_time()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured);
        var payment = await host.TrackAsync("ORDER-1");
        await host.RunOnceAsync();
        using var http = host.As(DashboardHost.Operator);

        await DoAsync(http, payment, "check", "A check was requested");
        // Requested checks of one payment are some seconds apart.
        host.Time.Advance(TimeSpan.FromSeconds(5));
        await host.RunOnceAsync();

        Assert.Equal(PaymentState.Captured, (await host.Tracker.GetAsync(payment.Id, Ct))!.Belief!.State);
        Assert.Contains("The payment was made", await http.GetAsync($"/payments/{payment.Id}"), StringComparison.Ordinal);
        Assert.Contains(host.Logs.Lines, line => line.Message.Contains("operator used the action 'check'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopped_payment_starts_again()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured);
        var payment = await host.TrackAsync("ORDER-1");
        await host.RunOnceAsync();
        using var http = host.As(DashboardHost.Operator);

        await DoAsync(http, payment, "stop", "Tracking was stopped");
        Assert.Equal(TrackingStatus.Stopped, (await host.Tracker.GetAsync(payment.Id, Ct))!.Status);
        await DoAsync(http, payment, "track", "tracked again");
        await host.RunOnceAsync();

        Assert.Equal(PaymentState.Captured, (await host.Tracker.GetAsync(payment.Id, Ct))!.Belief!.State);
    }

    [Fact]
    public async Task Expired_payment_with_a_deadline_of_its_own_starts_again()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", PaymentState.Pending);
        var payment = await host.Tracker.TrackAsync(
            "cards", TransactionQuery.ByMerchantReference("ORDER-1"),
            new TrackingPolicy { Deadline = host.Time.GetUtcNow().AddHours(1) }, Ct);
        await host.RunOnceAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        await host.RunOnceAsync();
        Assert.Equal(TrackingStatus.Expired, (await host.Tracker.GetAsync(payment.Id, Ct))!.Status);
        using var http = host.As(DashboardHost.Operator);

        await DoAsync(http, payment, "track", "tracked again");

        var again = (await host.Tracker.GetAsync(payment.Id, Ct))!;
        Assert.Equal(TrackingStatus.Active, again.Status);
        Assert.True(again.DeadlineAt > host.Time.GetUtcNow());
    }

    // Only the merchant's own code knows that the customer pays again: resuming must not turn a failure into an earlier attempt.
    [Theory]
    [InlineData(null, false)]
    [InlineData("gate-1", true)]
    public async Task Failed_payment_starts_again_only_as_the_same_attempt(string? gatewayReference, bool isOffered)
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Declined,
            Finality = Finality.Provisional,
            MerchantReference = "ORDER-1",
            GatewayReference = gatewayReference,
        });
        var payment = await host.TrackAsync("ORDER-1");
        await host.RunOnceAsync();
        await host.Tracker.StopAsync(payment.Id, Ct);
        using var http = host.As(DashboardHost.Operator);

        var html = await http.GetAsync($"/payments/{payment.Id}");

        Assert.Equal(isOffered, html.Contains("Start again", StringComparison.Ordinal));
        if (isOffered) await DoAsync(http, payment, "track", "tracked again");
        var after = (await host.Tracker.GetAsync(payment.Id, Ct))!;
        Assert.Empty(after.EarlierAttempts);
        Assert.Equal(PaymentState.Declined, after.Belief!.State);
        Assert.Equal(isOffered ? TrackingStatus.Active : TrackingStatus.Stopped, after.Status);
    }

    [Fact]
    public async Task Parked_delivery_is_explained_and_delivered_again()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", PaymentState.Captured);
        host.Orders.IsBroken = true;
        var payment = await host.TrackAsync("ORDER-1");
        await host.RunOnceAsync();
        using var http = host.As(DashboardHost.Operator);

        var html = await http.GetAsync("/payments/parked");
        Assert.Contains("System.FormatException", html, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", html, StringComparison.Ordinal);
        var change = (await host.Tracker.ListChangesAsync(new StatusChangeFilter { Status = DeliveryStatus.Parked }, Ct)).Items[0].Change;
        host.Orders.IsBroken = false;
        using var done = await http.SubmitAsync("/payments/parked", $"/payments/changes/{change.Id:D}/redeliver");
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        await host.RunOnceAsync();

        Assert.Equal(change.Id, Assert.Single(host.Orders.Completed).Id);
        Assert.Contains("Nothing is parked", await http.GetAsync("/payments/parked"), StringComparison.Ordinal);
        Assert.Contains("Delivered", await http.GetAsync($"/payments/{payment.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_the_gateway_shows_its_answer_and_changes_nothing()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", PaymentState.Pending).Answer("ORDER-1", new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Captured,
            MerchantReference = "ORDER-1",
            Answer = new GatewayAnswer
            {
                State = "CAPTURED",
                Code = "00",
                Message = "Approved",
                Fields = new GatewayFields(new KeyValuePair<string, string>("terminal", "T-7")),
                SensitiveFields = new GatewayFields(new KeyValuePair<string, string>("holder", "Erika Mustermann")),
                UnknownFieldCount = 3,
            },
        });
        var payment = await host.TrackAsync("ORDER-1");
        await host.RunOnceAsync();
        var before = await host.Tracker.GetAsync(payment.Id, Ct);
        using var http = host.As(DashboardHost.Operator);

        using var response = await http.SubmitAsync($"/payments/{payment.Id}", $"/payments/{payment.Id}/ask");
        var html = await response.Content.ReadAsStringAsync(Ct);

        Assert.All(
            ["What the gateway says", "CAPTURED", "Approved", "terminal", "T-7"],
            text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.All(["Mustermann", "holder"], text => Assert.DoesNotContain(text, html, StringComparison.Ordinal));
        Assert.Equal(before, await host.Tracker.GetAsync(payment.Id, Ct));
    }

    [Fact]
    public async Task Failed_query_of_the_operator_is_explained()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Fail("ORDER-1", TransactionStatusErrorKind.Authentication);
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Operator);

        using var response = await http.SubmitAsync($"/payments/{payment.Id}", $"/payments/{payment.Id}/ask");

        Assert.Contains("refused the credentials", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("stop")]
    [InlineData("resolve")]
    public async Task Action_whose_result_is_not_known_says_so(string action)
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Operator);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.BreakWritesAsync();

        using var response = await http.SubmitAsync(
            $"/payments/{payment.Id}", $"/payments/{payment.Id}/{action}", new Dictionary<string, string> { ["reason"] = "Refunded" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync(Ct);
        Assert.Contains("It is not known whether the action was carried out. Reload the payment.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed", html, StringComparison.Ordinal);
        Assert.Contains(host.Logs.Lines, line => line.Message.EndsWith("Result: unknown.", StringComparison.Ordinal));
        Assert.Contains(host.Logs.Lines, line => line.EventId.Id == 1503);
    }

    [Theory]
    [InlineData(PaymentState.Captured, Finality.Final, "badge good", "Paid")]
    [InlineData(PaymentState.Captured, Finality.Provisional, "badge wait", "Paid so far")]
    [InlineData(PaymentState.Declined, Finality.Final, "badge bad", "Not paid")]
    [InlineData(PaymentState.Declined, Finality.Provisional, "badge wait", "Not paid so far")]
    public async Task Provisional_verdict_is_not_shown_as_decided(PaymentState state, Finality finality, string style, string text)
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = LookupOutcome.Answered,
            State = state,
            Finality = finality,
            MerchantReference = "ORDER-1",
        });
        var payment = await host.TrackAsync("ORDER-1");
        await host.RunOnceAsync();
        using var http = host.As(DashboardHost.Reader);

        var list = await http.GetAsync("/payments");
        var page = await http.GetAsync($"/payments/{payment.Id}");

        var sign = text switch { "Paid" => "✓", "Not paid" => "✕", _ => "…" };
        var badge = $"<span class=\"{style}\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span>{text}</span>";
        Assert.Single(Regex.Matches(WebUtility.HtmlDecode(list), Regex.Escape(badge)));
        // In the title and in the history.
        Assert.Equal(2, Regex.Count(WebUtility.HtmlDecode(page), Regex.Escape(badge)));
    }

    [Fact]
    public async Task Trace_is_linked()
    {
        await using var host = await DashboardHost.StartAsync(options => options.TraceUrl = "https://traces.example/trace/{traceId}");
        using var activity = new System.Diagnostics.Activity("checkout").Start();
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Reader);

        Assert.Contains(
            $"href=\"https://traces.example/trace/{activity.TraceId}\"", await http.GetAsync($"/payments/{payment.Id}"),
            StringComparison.Ordinal);
    }

    private static async Task DoAsync(DashboardClient http, TrackedTransaction payment, string action, string notice)
    {
        using var done = await http.SubmitAsync($"/payments/{payment.Id}", $"/payments/{payment.Id}/{action}");
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Contains(notice, await http.GetAsync(done.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }
}
