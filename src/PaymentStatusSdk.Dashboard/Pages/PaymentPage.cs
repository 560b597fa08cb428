using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Dashboard.Markup.Html;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The page of a payment: what is believed and why, and what an operator can do.</summary>
internal static class PaymentPage
{
    public static RenderFragment Content(Site site, PaymentModel model) => All(
        Link(site.Home, Class("back-link"), "All payments"),
        Tag("div", Attr("id", "situation"), Class("stack"), Attr("data-live", ""), Situation(site, model.Payment)),
        Tag("div", Attr("id", "actions"), Attr("data-live", ""), PaymentActions.Buttons(site, model.Payment)),
        PaymentActions.Resolve(site, model.Payment),
        GatewayAnswerPart.Content(model),
        Tag("div", Attr("id", "details"), Class("stack"), Attr("data-live", ""), Details(site, model)));

    private static RenderFragment Situation(Site site, TrackedTransaction payment) => All(
        Tag(
            "div", Class("title"),
            Tag("h1", ListPage.Name(payment)),
            Tag("span", Attr("data-verdict", Badges.VerdictText(payment)), Badges.Verdict(payment)), Badges.Flags(payment)),
        Tag("p", Class("meaning"), Advice.Meaning(payment)),
        payment.Resolution is not { } resolution ? None : Resolution(site, resolution),
        Each(Advice.Problems(payment), one => Tag("div", Class("problem"), Tag("strong", one.Title), Tag("p", one.Text))));

    private static RenderFragment Resolution(Site site, ManualResolution resolution) => Tag(
        "div", Class("resolution"),
        Tag("strong", "Resolved by hand"),
        Tag("p", Fields.Foreign(resolution.Reason)),
        Tag("span", Class("second"), "by ", Fields.Foreign(resolution.ResolvedBy), ", ", Times.AgoAndExact(resolution.At, site.Now)));

    private static RenderFragment Details(Site site, PaymentModel model) => All(
        Tag(
            "div", Class("columns"),
            Section("What is believed", Belief(model.Payment)),
            Section("How it is tracked", Tracking(site, model))),
        Section("Every change and its delivery", ChangeTable.Content(site, model.Changes.Items, "No change has been recorded yet.")),
        model.Changes.Next is not { } next ? None
            : Link(site.Path(Invariant($"{model.Payment.Id}?after={next}")), Attr("rel", "next"), "Older changes"),
        model.Payment.EarlierAttempts.Count == 0 ? None : Section("Earlier attempts", Attempts(site, model.Payment)));

    private static RenderFragment Section(string title, RenderFragment content) =>
        Tag("section", Class("card"), Tag("h2", title), content);

    private static RenderFragment Belief(TrackedTransaction payment)
    {
        var belief = payment.Belief;
        return Fields.List(
            ("State", belief is null ? Tag("span", Class("none"), "no answer yet") : Fields.Word(belief.State)),
            ("Finality", Fields.Word(payment.Finality)),
            ("Funds", belief is null ? null : Fields.Word(belief.Funds)),
            ("Reason", belief is null or { Strongest.Reason: FailureReason.None or FailureReason.Unknown } ? null
                : Fields.Word(belief.Strongest.Reason)),
            ("Amount", belief is null ? null : Fields.Money(belief.Strongest.Amount)),
            ("Expected amount", Fields.Money(payment.Query.ExpectedAmount)),
            ("Refunded amount", belief?.Strongest.RefundedAmount is null ? null : Fields.Money(belief.Strongest.RefundedAmount)),
            ("Latest answer", belief is not { IsContested: true } ? null : Fields.Word(belief.Latest.State)),
            ("States ever seen", belief is null ? null : All(string.Join(", ", belief.Facts.Select(Words.Of)))),
            ("Kind", Fields.Word(belief?.Kind ?? payment.Query.Kind)),
            ("Merchant reference", Fields.Foreign(payment.MerchantReference)),
            ("Gateway reference", Fields.Foreign(payment.GatewayReference)));
    }

    private static RenderFragment Tracking(Site site, PaymentModel model)
    {
        var payment = model.Payment;
        return Fields.List(
            ("Client", Fields.Foreign(payment.ClientName)),
            ("Number", Tag("span", Class("number"), Invariant($"{payment.Id}"))),
            ("Tracking", Fields.Word(payment.Status)),
            ("Next check", Times.DueAndExact(payment.NextCheckAt, site.Now)),
            ("Last checked", Times.AgoAndExact(payment.LastCheckedAt, site.Now)),
            ("Checks", Tag("span", Class("number"), Invariant($"{payment.CheckCount}"))),
            ("Last outcome", Fields.Word(payment.LastOutcome)),
            ("Last failure", payment.LastFailure is { } failure ? Fields.Word(failure) : null),
            ("Tracked since", Times.AgoAndExact(payment.TrackedAt, site.Now)),
            ("Attempt began", payment.AttemptStartedAt is null ? null : Times.AgoAndExact(payment.AttemptStartedAt, site.Now)),
            ("Completed", payment.CompletedAt is null ? null : Times.AgoAndExact(payment.CompletedAt, site.Now)),
            ("Deadline", payment.Status == TrackingStatus.Active ? Times.DueAndExact(payment.DeadlineAt, site.Now) : null),
            ("Trace", Trace(model)));
    }

    private static RenderFragment? Trace(PaymentModel model)
    {
        if (TraceLink.IdOf(model.Payment.TraceParent) is not { } id) return null;
        var text = Tag("code", id);
        return model.TraceUrl is null ? text : Link(model.TraceUrl, Attr("rel", "noreferrer"), text);
    }

    private static RenderFragment Attempts(Site site, TrackedTransaction payment) => Tag(
        "ol", Attr("reversed", ""),
        Each(payment.EarlierAttempts, attempt => Tag(
            "li",
            attempt.Belief is null ? Fields.Nothing : Fields.Word(attempt.Belief.State), ", began ",
            Times.AgoAndExact(attempt.StartedAt, site.Now),
            ", gateway reference ", Fields.Foreign(attempt.GatewayReference))));
}
