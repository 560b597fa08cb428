using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The actions that the situation of a payment allows.</summary>
public sealed class PaymentActionsTests
{
    private const string Token = "<input type=\"hidden\" name=\"field\" value=\"secret\" />";

    [Theory]
    [InlineData(TrackingStatus.Unknown, false, false, false, false)]
    [InlineData(TrackingStatus.Active, true, true, false, true)]
    [InlineData(TrackingStatus.Completed, true, false, false, false)]
    [InlineData(TrackingStatus.Expired, false, false, true, true)]
    [InlineData(TrackingStatus.Stopped, false, false, true, true)]
    [InlineData(TrackingStatus.Duplicate, false, false, false, false)]
    public void Status_allows_actions(TrackingStatus status, bool check, bool stop, bool track, bool resolve)
    {
        var payment = Sample.Payment with { Status = status };

        Assert.Equal(
            (check, stop, track, resolve),
            (PaymentActions.MayCheck(payment), PaymentActions.MayStop(payment), PaymentActions.MayTrack(payment),
                PaymentActions.MayResolve(payment)));
    }

    [Theory]
    [InlineData(PaymentState.Declined, false)]
    [InlineData(PaymentState.Failed, false)]
    [InlineData(PaymentState.Canceled, false)]
    [InlineData(PaymentState.Expired, false)]
    [InlineData(PaymentState.Unknown, true)]
    [InlineData(PaymentState.Pending, true)]
    [InlineData(PaymentState.Captured, true)]
    [InlineData(PaymentState.Reversed, true)]
    public void Failed_payment_is_tracked_again_only_by_its_gateway_reference(PaymentState state, bool mayTrack)
    {
        var payment = Sample.Payment with { Status = TrackingStatus.Stopped, Belief = Sample.Belief(state) };

        Assert.Equal(mayTrack, PaymentActions.MayTrack(payment));
        Assert.True(PaymentActions.MayTrack(payment with { GatewayReference = "gate-1" }));
        Assert.False(PaymentActions.MayTrack(payment with { GatewayReference = "gate-1", Status = TrackingStatus.Active }));
    }

    [Fact]
    public void Completed_payment_is_resolved_when_it_is_contested_or_a_mismatch()
    {
        var payment = Sample.Payment with { Status = TrackingStatus.Completed, Belief = Sample.Belief(PaymentState.Captured) };
        var contested = payment with { Belief = Sample.Belief(PaymentState.Captured, latest: PaymentState.Declined) };

        Assert.False(PaymentActions.MayResolve(payment));
        Assert.True(PaymentActions.MayResolve(payment with { HasMismatch = true }));
        Assert.True(PaymentActions.MayResolve(contested));
        Assert.False(PaymentActions.MayResolve(contested with { Status = TrackingStatus.Duplicate }));
    }

    [Fact]
    public void Resolved_payment_is_not_resolved_again()
    {
        var resolved = Sample.Payment with { Resolution = new ManualResolution { Reason = "Refunded", ResolvedBy = "Ana" } };

        Assert.False(PaymentActions.MayResolve(resolved));
        Assert.False(PaymentActions.MayResolve(resolved with { Status = TrackingStatus.Completed, HasMismatch = true }));
    }

    [Fact]
    public void Query_to_resume_names_the_known_gateway_reference()
    {
        var payment = Sample.Payment;
        var expected = payment with { Query = payment.Query with { ExpectedGatewayReference = "gate-2" } };
        var byGateway = payment with { Query = TransactionQuery.ByGatewayReference("gate-3"), GatewayReference = "gate-1" };

        Assert.Equal(payment.Query, PaymentActions.QueryToResume(payment));
        Assert.Equal(expected.Query, PaymentActions.QueryToResume(expected));
        Assert.Equal(
            payment.Query with { ExpectedGatewayReference = "gate-1" },
            PaymentActions.QueryToResume(expected with { GatewayReference = "gate-1" }));
        Assert.Equal(byGateway.Query, PaymentActions.QueryToResume(byGateway));
    }

    [Theory]
    [InlineData(TrackingStatus.Active, "check,ask,stop")]
    [InlineData(TrackingStatus.Completed, "check,ask")]
    [InlineData(TrackingStatus.Stopped, "ask,track")]
    [InlineData(TrackingStatus.Duplicate, "ask")]
    public async Task Buttons_are_forms_of_the_allowed_actions(TrackingStatus status, string actions)
    {
        var texts = new Dictionary<string, (string? Style, string Text)>
        {
            ["check"] = ("primary", "Check now"),
            ["ask"] = (null, "Ask the gateway"),
            ["track"] = ("primary", "Start again"),
            ["stop"] = ("danger", "Stop tracking"),
        };
        var forms = actions.Split(',').Select(action =>
            $"<form method=\"post\" action=\"/payments/7/{action}\">{Token}<button type=\"submit\""
            + (texts[action].Style is { } style ? $" class=\"{style}\"" : "") + $">{texts[action].Text}</button></form>");

        await Rendered.AssertAsync(
            $"<div class=\"actions\" role=\"group\" aria-label=\"Actions\">{string.Concat(forms)}</div>",
            PaymentActions.Buttons(Sample.Operator, Sample.Payment with { Status = status }));
    }

    [Fact]
    public async Task Form_to_resolve_has_the_sequence_that_the_operator_read()
    {
        var text = await Rendered.TextAsync(PaymentActions.Resolve(Sample.Operator, Sample.Payment));
        var hint = text.Split("<p class=\"hint\">")[1].Split("</p>")[0];

        Assert.NotEqual("", hint);
        await Rendered.AssertAsync(
            $"""
            <details class="resolve"><summary>Resolve by hand</summary>
            <form method="post" action="/payments/7/resolve">{Token}
            <input type="hidden" name="sequence" value="3" /><p class="hint">{hint}</p>
            <div class="field"><label for="reason">Reason</label>
            <input type="text" id="reason" name="reason" autocomplete="off" maxlength="500" required /></div>
            <button type="submit" class="danger">Resolve</button></form></details>
            """,
            PaymentActions.Resolve(Sample.Operator, Sample.Payment));
    }

    [Fact]
    public async Task Reader_and_finished_payment_get_no_forms()
    {
        await Rendered.AssertAsync("", PaymentActions.Buttons(Sample.Reader, Sample.Payment));
        await Rendered.AssertAsync("", PaymentActions.Resolve(Sample.Reader, Sample.Payment));
        await Rendered.AssertAsync(
            "", PaymentActions.Resolve(Sample.Operator, Sample.Payment with { Status = TrackingStatus.Completed }));
    }

    [Fact]
    public async Task Form_has_a_label_and_a_token_when_they_are_given()
    {
        await Rendered.AssertAsync(
            $"""
            <form method="post" action="/a">{Token}<button type="submit" class="small" aria-label="Again">Do it</button></form>
            """,
            PaymentActions.Form(Sample.Operator, "/a", "Do it", "small", "Again"));
        await Rendered.AssertAsync(
            "<form method=\"post\" action=\"/a\"><button type=\"submit\">Do it</button></form>",
            PaymentActions.Form(Sample.Reader, "/a", "Do it", null));
    }
}
