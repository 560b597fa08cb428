using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The page of a payment shows what is known, and nothing that is not.</summary>
public sealed class PaymentPageTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string NoTime = "<span class=\"none\">none</span>";

    private static readonly StatusChangePage NoChanges = new([], null);

    [Fact]
    public async Task Payment_without_an_answer_shows_what_was_tracked() => await Rendered.AssertAsync(
        $"""
        <a href="/payments" class="back-link">All payments</a>
        <div id="situation" class="stack" data-live=""><div class="title"><h1>{Rendered.Foreign("ORDER-1")}</h1>
        <span data-verdict="Unknown">{Rendered.Badge("unknown", "?", "Unknown")}</span></div>
        <p class="meaning">{Advice.Meaning(Sample.Payment)}</p></div>
        <div id="actions" data-live=""></div>
        <div id="details" class="stack" data-live=""><div class="columns">
        <section class="card"><h2>What is believed</h2><dl class="fields">
        {Rendered.Field("State", "<span class=\"none\">no answer yet</span>")}
        {Rendered.Field("Finality", "Unknown")}
        {Rendered.Field("Expected amount", "<span class=\"number\">1,234.50 EUR</span>")}
        {Rendered.Field("Kind", "Purchase")}
        {Rendered.Field("Merchant reference", Rendered.Foreign("ORDER-1"))}
        {Rendered.Field("Gateway reference", NoTime)}</dl></section>
        <section class="card"><h2>How it is tracked</h2><dl class="fields">
        {Rendered.Field("Client", Rendered.Foreign("cards"))}
        {Rendered.Field("Number", "<span class=\"number\">7</span>")}
        {Rendered.Field("Tracking", "Active")}
        {Rendered.Field("Next check", Rendered.TimeAndUtc(Sample.Now.AddMinutes(5), "in 5 min"))}
        {Rendered.Field("Last checked", NoTime)}
        {Rendered.Field("Checks", "<span class=\"number\">2</span>")}
        {Rendered.Field("Last outcome", "Unknown")}
        {Rendered.Field("Tracked since", Rendered.TimeAndUtc(Sample.Now.AddHours(-1), "1 h 00 min ago"))}
        {Rendered.Field("Deadline", Rendered.TimeAndUtc(Sample.Now.AddDays(1), "in 1 d 0 h"))}</dl></section></div>
        <section class="card"><h2>Every change and its delivery</h2><p class="empty">No change has been recorded yet.</p></section></div>
        """,
        PaymentPage.Content(Sample.Reader, new PaymentModel(Sample.Payment, NoChanges, null)));

    [Fact]
    public async Task Belief_shows_every_fact_of_a_contested_payment()
    {
        var belief = Sample.Belief(PaymentState.PartiallyRefunded, latest: PaymentState.ActionRequired);
        var payment = Sample.Payment with
        {
            GatewayReference = "gate-1",
            Belief = belief with
            {
                Kind = TransactionKind.Completion,
                Strongest = belief.Strongest with
                {
                    Reason = FailureReason.RemoteError,
                    Amount = new Money(10.00m, "EUR"),
                    RefundedAmount = new Money(2.50m, "EUR"),
                },
            },
        };

        var text = await TextAsync(payment);

        Assert.Contains(
            "<dl class=\"fields\">" + Rendered.Field("State", "Partially refunded") + Rendered.Field("Finality", "Unknown")
            + Rendered.Field("Funds", "Unknown") + Rendered.Field("Reason", "Remote error")
            + Rendered.Field("Amount", "<span class=\"number\">10.00 EUR</span>")
            + Rendered.Field("Expected amount", "<span class=\"number\">1,234.50 EUR</span>")
            + Rendered.Field("Refunded amount", "<span class=\"number\">2.50 EUR</span>")
            + Rendered.Field("Latest answer", "Action required")
            + Rendered.Field("States ever seen", "Action required, Partially refunded") + Rendered.Field("Kind", "Completion")
            + Rendered.Field("Merchant reference", Rendered.Foreign("ORDER-1"))
            + Rendered.Field("Gateway reference", Rendered.Foreign("gate-1")) + "</dl>",
            text, StringComparison.Ordinal);
        var (title, advice) = Assert.Single(Advice.Problems(payment));
        Assert.Contains(
            $"</p><div class=\"problem\"><strong>{title}</strong><p>{advice}</p></div></div>", text, StringComparison.Ordinal);
        Assert.Contains(
            $"<span data-verdict=\"Unknown\">{Rendered.Badge("unknown", "?", "Unknown")}</span>"
            + Rendered.Badge("alarm", "!", "Contested") + "</div>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureReason.None, false)]
    [InlineData(FailureReason.Unknown, false)]
    [InlineData(FailureReason.Unspecified, true)]
    public async Task Reason_is_shown_when_there_is_one(FailureReason reason, bool isShown)
    {
        var belief = Sample.Belief(PaymentState.Declined);

        var text = await TextAsync(
            Sample.Payment with { Belief = belief with { Strongest = belief.Strongest with { Reason = reason } } });

        Assert.Equal(isShown, text.Contains("<dt>Reason</dt>", StringComparison.Ordinal));
        Assert.Contains(Rendered.Field("Amount", NoTime), text, StringComparison.Ordinal);
        Assert.Contains(Rendered.Field("Funds", "Received"), text, StringComparison.Ordinal);
        Assert.DoesNotContain("Refunded amount", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Latest answer", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tracking_shows_every_time_and_failure()
    {
        var payment = Sample.Payment with
        {
            Status = TrackingStatus.Completed,
            NextCheckAt = null,
            LastCheckedAt = Sample.Now.AddSeconds(-30),
            LastOutcome = LookupOutcome.NotFound,
            LastFailure = TransactionStatusErrorKind.RateLimited,
            AttemptStartedAt = Sample.Now.AddMinutes(-20),
            CompletedAt = Sample.Now.AddMinutes(-3),
            TraceParent = $"00-{TraceId}-b7ad6b7169203331-01",
        };

        Assert.Contains(
            Rendered.Field("Tracking", "Completed") + Rendered.Field("Next check", NoTime)
            + Rendered.Field("Last checked", Rendered.TimeAndUtc(Sample.Now.AddSeconds(-30), "30 s ago"))
            + Rendered.Field("Checks", "<span class=\"number\">2</span>") + Rendered.Field("Last outcome", "Not found")
            + Rendered.Field("Last failure", "Rate limited")
            + Rendered.Field("Tracked since", Rendered.TimeAndUtc(Sample.Now.AddHours(-1), "1 h 00 min ago"))
            + Rendered.Field("Attempt began", Rendered.TimeAndUtc(Sample.Now.AddMinutes(-20), "20 min ago"))
            + Rendered.Field("Completed", Rendered.TimeAndUtc(Sample.Now.AddMinutes(-3), "3 min ago"))
            + Rendered.Field("Trace", $"<code>{TraceId}</code>") + "</dl>",
            await TextAsync(payment), StringComparison.Ordinal);
        Assert.Contains(
            Rendered.Field("Trace", $"<a href=\"https://traces.example/1\" rel=\"noreferrer\"><code>{TraceId}</code></a>"),
            await TextAsync(payment, "https://traces.example/1"), StringComparison.Ordinal);
        Assert.DoesNotContain("Trace", await TextAsync(Sample.Payment, "https://traces.example/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_and_earlier_attempts_follow_with_a_link_to_older_changes()
    {
        var payment = Sample.Payment with
        {
            EarlierAttempts =
            [
                new TrackedAttempt
                {
                    StartedAt = Sample.Now.AddHours(-2),
                    GatewayReference = "gate-0",
                    Belief = Sample.Belief(PaymentState.Declined),
                },
                new TrackedAttempt { StartedAt = Sample.Now.AddHours(-3) },
            ],
        };
        var changes = new StatusChangePage([Sample.Change()], Sample.ChangeId);

        var text = await Rendered.TextAsync(PaymentPage.Content(Sample.Reader, new PaymentModel(payment, changes, null)));

        Assert.EndsWith(
            "<section class=\"card\"><h2>Every change and its delivery</h2>"
            + await Rendered.TextAsync(ChangeTable.Content(Sample.Reader, changes.Items, "")) + "</section>"
            + $"<a href=\"/payments/7?after={Sample.ChangeId:D}\" rel=\"next\">Older changes</a>"
            + "<section class=\"card\"><h2>Earlier attempts</h2><ol reversed=\"\"><li>Declined, began "
            + Rendered.TimeAndUtc(Sample.Now.AddHours(-2), "2 h 00 min ago") + ", gateway reference " + Rendered.Foreign("gate-0")
            + $"</li><li>{NoTime}, began " + Rendered.TimeAndUtc(Sample.Now.AddHours(-3), "3 h 00 min ago")
            + $", gateway reference {NoTime}</li></ol></section></div>",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolution_is_shown_with_its_reason_its_author_and_its_time()
    {
        var payment = Sample.Payment with
        {
            Status = TrackingStatus.Stopped,
            Resolution = new ManualResolution { Reason = "Refunded", ResolvedBy = "Ana", At = Sample.Now.AddMinutes(-1) },
        };

        Assert.Contains(
            $"</p><div class=\"resolution\"><strong>Resolved by hand</strong><p>{Rendered.Foreign("Refunded")}</p>"
            + $"<span class=\"second\">by {Rendered.Foreign("Ana")}, "
            + Rendered.TimeAndUtc(Sample.Now.AddMinutes(-1), "1 min ago") + "</span></div>",
            await TextAsync(payment), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_gets_the_buttons_the_form_and_the_answer_in_this_order()
    {
        var model = new PaymentModel(Sample.Payment, NoChanges, null)
        {
            Failure = new TransactionStatusException(TransactionStatusErrorKind.Rejected, "No."),
        };

        Assert.Contains(
            "<div id=\"actions\" data-live=\"\">"
            + await Rendered.TextAsync(PaymentActions.Buttons(Sample.Operator, Sample.Payment)) + "</div>"
            + await Rendered.TextAsync(PaymentActions.Resolve(Sample.Operator, Sample.Payment))
            + await Rendered.TextAsync(GatewayAnswerPart.Content(model)) + "<div id=\"details\"",
            await Rendered.TextAsync(PaymentPage.Content(Sample.Operator, model)), StringComparison.Ordinal);
    }

    private static Task<string> TextAsync(TrackedTransaction payment, string? traceUrl = null) =>
        Rendered.TextAsync(PaymentPage.Content(Sample.Reader, new PaymentModel(payment, NoChanges, traceUrl)));
}
