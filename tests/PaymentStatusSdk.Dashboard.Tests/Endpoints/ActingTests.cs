using System.Security.Claims;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Endpoints;

/// <summary>The actions of an operator: what they call, what they log and where they lead.</summary>
public sealed class ActingTests
{
    [Theory]
    [InlineData(true, "", "carried out")]
    [InlineData(false, "-refused", "refused")]
    public async Task Check_and_stop_show_and_log_their_result(bool isDone, string end, string result)
    {
        foreach (var action in new[] { "check", "stop" })
        {
            await using var test = new TestRequest();
            test.Tracker.IsDone = isDone;

            await (action == "check" ? Acting.CheckAsync(test.OfOperator()) : Acting.StopAsync(test.OfOperator()));

            Assert.Equal<object>([(action, 7L)], test.Tracker.Actions);
            AssertResult(test, $"/payments/7?done={action}{end}", $"'{action}' on transaction 7", result);
        }
    }

    [Theory]
    [InlineData(true, "", "carried out")]
    [InlineData(false, "-refused", "refused")]
    public async Task Redelivery_leads_to_the_parked_deliveries(bool isDone, string end, string result)
    {
        await using var test = new TestRequest();
        test.Tracker.IsDone = isDone;
        test.Context.Request.RouteValues["change"] = $"{Sample.ChangeId:D}";

        await Acting.RedeliverAsync(test.OfOperator());

        Assert.Equal<object>([("redeliver", Sample.ChangeId)], test.Tracker.Actions);
        AssertResult(test, $"/payments/parked?done=redeliver{end}", $"'redeliver' on change {Sample.ChangeId:D}", result);
    }

    [Fact]
    public async Task Action_on_an_unknown_payment_is_not_found_and_does_nothing()
    {
        foreach (var act in new Func<DashboardRequest, Task>[]
        {
            Acting.CheckAsync, Acting.StopAsync, Acting.TrackAsync, Acting.ResolveAsync, Acting.AskAsync,
        })
        {
            await using var test = new TestRequest();
            test.Tracker.Payment = null;

            await act(test.OfOperator());

            Assert.Equal(404, test.Status);
            Assert.Empty(test.Tracker.Actions);
            Assert.Empty(test.Cards.Queries);
            Assert.Empty(test.Messages);
        }
    }

    [Fact]
    public async Task Tracking_resumes_with_the_known_reference_and_the_policy_of_the_payment()
    {
        await using var test = new TestRequest();
        var policy = new TrackingPolicy { Deadline = Sample.Now.AddTicks(1) };
        var payment = Sample.Payment with { Status = TrackingStatus.Stopped, GatewayReference = "gate-1", Policy = policy };
        test.Tracker.Payment = payment;

        await Acting.TrackAsync(test.OfOperator());

        var query = payment.Query with { ExpectedGatewayReference = "gate-1" };
        Assert.Equal<object>([("track", "cards", query, policy)], test.Tracker.Actions);
        AssertResult(test, "/payments/7?done=track", "'track' on transaction 7", "carried out");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Deadline_that_has_passed_is_not_kept(int ticks)
    {
        await using var test = new TestRequest();
        var schedule = new TrackingPolicy { Schedule = new TrackingSchedule() };
        test.Tracker.Payment = Sample.Payment with
        {
            Status = TrackingStatus.Expired,
            Policy = schedule with { Deadline = Sample.Now.AddTicks(ticks) },
        };

        await Acting.TrackAsync(test.OfOperator());

        Assert.Equal<object>([("track", "cards", Sample.Payment.Query, schedule)], test.Tracker.Actions);
    }

    [Theory]
    [InlineData(TrackingStatus.Active, "cards")]
    [InlineData(TrackingStatus.Stopped, "gone")]
    [InlineData(TrackingStatus.Stopped, "Cards")]
    public async Task Tracking_is_refused_when_it_is_not_offered_or_the_client_is_not_registered(TrackingStatus status, string client)
    {
        await using var test = new TestRequest();
        test.Tracker.Payment = Sample.Payment with { Status = status, ClientName = client };

        await Acting.TrackAsync(test.OfOperator());

        Assert.Empty(test.Tracker.Actions);
        AssertResult(test, "/payments/7?done=track-refused", "'track' on transaction 7", "refused");
    }

    [Fact]
    public async Task Payment_that_has_changed_meanwhile_is_refused()
    {
        await using var test = new TestRequest();
        test.Tracker.Payment = Sample.Payment with { Status = TrackingStatus.Stopped };
        test.Tracker.Failure = new ArgumentException("Another amount.");

        await Acting.TrackAsync(test.OfOperator());

        AssertResult(test, "/payments/7?done=track-refused", "'track' on transaction 7", "refused");
    }

    [Fact]
    public async Task Failure_of_the_store_leaves_the_result_unknown()
    {
        await using var test = new TestRequest();
        test.Tracker.Failure = new TrackingStoreException("Lost.", isTransient: true);

        await Acting.StopAsync(test.OfOperator());

        Assert.Equal(503, test.Status);
        Assert.Contains("It is not known whether the action was carried out.", test.Text, StringComparison.Ordinal);
        Assert.Equal("", test.Context.Response.Headers.Location.ToString());
        Assert.Equal("Ana used the action 'stop' on transaction 7 in the dashboard. Result: unknown.", test.Messages.First());
    }

    [Fact]
    public async Task Browser_that_has_left_leaves_the_result_unknown()
    {
        await using var test = new TestRequest();
        test.Tracker.Failure = new OperationCanceledException();

        await Assert.ThrowsAsync<OperationCanceledException>(() => Acting.StopAsync(test.OfOperator()));

        Assert.Equal(
            "Ana used the action 'stop' on transaction 7 in the dashboard. Result: unknown.", Assert.Single(test.Messages));
        Assert.Equal("", test.Text);
    }

    [Fact]
    public async Task Defect_is_neither_a_result_nor_a_failure_of_the_store()
    {
        await using var test = new TestRequest();
        test.Tracker.Failure = new FormatException();

        await Assert.ThrowsAsync<FormatException>(() => Acting.StopAsync(test.OfOperator()));

        Assert.Empty(test.Messages);
    }

    [Fact]
    public async Task Answer_to_a_query_of_the_operator_is_shown_and_logged()
    {
        await using var test = new TestRequest();
        test.Cards.Answer("ORDER-1", PaymentState.Captured);

        await Acting.AskAsync(test.OfOperator());

        Assert.Equal(200, test.Status);
        Assert.Contains(Rendered.Field("Outcome", "Answered"), test.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-events", test.Text, StringComparison.Ordinal);
        Assert.Equal([Sample.Payment.Query], test.Cards.Queries);
        Assert.Equal("Ana used the action 'ask' on transaction 7 in the dashboard. Result: answered.", Assert.Single(test.Messages));
        Assert.Empty(test.Tracker.Actions);
    }

    [Theory]
    [InlineData("cards", "<strong>Rejected</strong>", 1)]
    [InlineData("gone", "<strong>Configuration</strong>", 0)]
    public async Task Query_of_the_operator_that_fails_is_explained(string client, string text, int queries)
    {
        await using var test = new TestRequest();
        test.Cards.Fail("ORDER-1", TransactionStatusErrorKind.Rejected);
        test.Tracker.Payment = Sample.Payment with { ClientName = client };
        test.SignIn(new Claim("department", "Sales"));

        await Acting.AskAsync(test.OfOperator());

        Assert.Equal(200, test.Status);
        Assert.Contains(text, test.Text, StringComparison.Ordinal);
        Assert.Equal(queries, test.Cards.Queries.Count);
        Assert.Equal(
            "(no name) used the action 'ask' on transaction 7 in the dashboard. Result: no answer.", Assert.Single(test.Messages));
    }

    private static void AssertResult(TestRequest test, string location, string action, string result)
    {
        Assert.Equal((303, location), (test.Status, test.Context.Response.Headers.Location.ToString()));
        Assert.Equal($"Ana used the action {action} in the dashboard. Result: {result}.", Assert.Single(test.Messages));
        Assert.Equal(1501, Assert.Single(test.Logs.Lines, line => line.Category == "PaymentStatusSdk.Dashboard").EventId.Id);
    }
}
