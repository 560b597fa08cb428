using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Dashboard.Markup.Html;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The actions on a payment that its situation allows.</summary>
internal static class PaymentActions
{
    public static bool MayCheck(TrackedTransaction payment) => payment.Status is TrackingStatus.Active or TrackingStatus.Completed;

    public static bool MayStop(TrackedTransaction payment) => payment.Status == TrackingStatus.Active;

    /// <summary>
    /// Whether tracking may be resumed. It is not offered when that would begin a new attempt to pay: only the merchant's own code knows
    /// that the customer pays again.
    /// </summary>
    public static bool MayTrack(TrackedTransaction payment) => payment.Status is TrackingStatus.Stopped or TrackingStatus.Expired
        && (!IsFailed(payment) || payment.GatewayReference is not null);

    /// <summary>Whether a person may resolve the payment by hand. It is not offered for a payment that needs no person.</summary>
    public static bool MayResolve(TrackedTransaction payment) => payment.Resolution is null && payment.Status switch
    {
        TrackingStatus.Active or TrackingStatus.Expired or TrackingStatus.Stopped => true,
        TrackingStatus.Completed => payment.HasMismatch || payment.Belief?.IsContested == true,
        _ => false,
    };

    /// <summary>Returns the query that resumes tracking. It names the known gateway reference, so that it begins no new attempt.</summary>
    public static TransactionQuery QueryToResume(TrackedTransaction payment) => payment.Query.GatewayReference is null
        ? payment.Query with { ExpectedGatewayReference = payment.GatewayReference ?? payment.Query.ExpectedGatewayReference }
        : payment.Query;

    public static RenderFragment Buttons(Site site, TrackedTransaction payment)
    {
        if (!site.MayAct) return None;
        return Tag(
            "div", Class("actions"), Attr("role", "group"), Attr("aria-label", "Actions"),
            MayCheck(payment) ? Button(site, payment, "check", "Check now", "primary") : None,
            Button(site, payment, "ask", "Ask the gateway", null),
            MayTrack(payment) ? Button(site, payment, "track", "Start again", "primary") : None,
            MayStop(payment) ? Button(site, payment, "stop", "Stop tracking", "danger") : None);
    }

    /// <summary>Returns the form that resolves a payment by hand. A live page must not replace it while a reason is typed.</summary>
    public static RenderFragment Resolve(Site site, TrackedTransaction payment)
    {
        if (!site.MayAct || !MayResolve(payment)) return None;
        return Tag(
            "details", Class("resolve"),
            Tag("summary", "Resolve by hand"),
            Tag(
                "form", Attr("method", "post"), Attr("action", site.Path(Invariant($"{payment.Id}/resolve"))), Token(site),
                // The sequence that the operator read: a live page shows a later situation above this form.
                Tag("input", Attr("type", "hidden"), Attr("name", "sequence"), Attr("value", Invariant($"{payment.Sequence}"))),
                Tag(
                    "p", Class("hint"),
                    "For a payment that no answer will settle. It is recorded with your name and delivered to your application. The "
                    + "verdict stays as it is. The payment is not checked any more unless it is started again or a "
                    + "duplicate of it turns up."),
                Tag(
                    "div", Class("field"), Tag("label", Attr("for", "reason"), "Reason"),
                    Tag(
                        "input", Attr("type", "text"), Attr("id", "reason"), Attr("name", "reason"), Attr("autocomplete", "off"),
                        Attr("maxlength", Invariant($"{ManualResolution.MaxReasonLength}")), Flag("required", true))),
                Tag("button", Attr("type", "submit"), Class("danger"), "Resolve")));
    }

    /// <summary>Returns a form with one button, which works without script.</summary>
    public static RenderFragment Form(Site site, string action, string text, string? style, string? label = null) => Tag(
        "form", Attr("method", "post"), Attr("action", action), Token(site),
        Tag("button", Attr("type", "submit"), Class(style), Attr("aria-label", label), text));

    private static RenderFragment Token(Site site) => site.Token is not { } token
        ? None : Tag("input", Attr("type", "hidden"), Attr("name", token.Name), Attr("value", token.Value));

    private static RenderFragment Button(Site site, TrackedTransaction payment, string action, string text, string? style) =>
        Form(site, site.Path(Invariant($"{payment.Id}/{action}")), text, style);

    private static bool IsFailed(TrackedTransaction payment) =>
        payment.Belief?.State is PaymentState.Declined or PaymentState.Failed or PaymentState.Canceled or PaymentState.Expired;
}
