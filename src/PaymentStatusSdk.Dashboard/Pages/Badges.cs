using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>Shows the state of a payment in a word, a sign and a color, never in a color alone. Pure functions.</summary>
internal static class Badges
{
    /// <summary>Shows the verdict, which is what to act on. One that the gateway may still change does not look decided.</summary>
    public static RenderFragment Verdict(TrackedTransaction payment)
    {
        var (kind, sign, text) = VerdictOf(payment.Verdict, payment.Finality);
        return Badge(kind, sign, text);
    }

    /// <summary>Returns the verdict in a word.</summary>
    public static string VerdictText(TrackedTransaction payment) => VerdictOf(payment.Verdict, payment.Finality).Text;

    private static (string Kind, string Sign, string Text) VerdictOf(PaymentVerdict verdict, Finality finality) =>
        (verdict, finality) switch
        {
            (PaymentVerdict.Success, Finality.Final) => ("good", "✓", "Paid"),
            (PaymentVerdict.Success, _) => ("wait", "…", "Paid so far"),
            (PaymentVerdict.Failure, Finality.Final) => ("bad", "✕", "Not paid"),
            (PaymentVerdict.Failure, _) => ("wait", "…", "Not paid so far"),
            (PaymentVerdict.Returned, _) => ("back", "↩", "Returned"),
            (PaymentVerdict.Undecided, _) => ("wait", "…", "Undecided"),
            _ => ("unknown", "?", "Unknown"),
        };

    /// <summary>Shows everything about a payment that needs a person.</summary>
    public static RenderFragment Flags(TrackedTransaction payment) => All(
        payment.Resolution is not null ? Badge("wait", "⚑", "Resolved") : None,
        payment.Belief?.IsContested == true ? Badge("alarm", "!", "Contested") : None,
        payment.HasMismatch ? Badge("alarm", "≠", "Mismatch") : None,
        payment.Belief?.IsOverturned == true ? Badge("alarm", "⟲", "Overturned") : None,
        payment.LastFailure is { } failure && payment.Status == TrackingStatus.Active ? Badge("warn", "⚡", failure.ToString()) : None);

    public static RenderFragment Delivery(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Delivered => Badge("good", "✓", "Delivered"),
        DeliveryStatus.Parked => Badge("alarm", "!", "Parked"),
        DeliveryStatus.Pending => Badge("wait", "…", "Pending"),
        _ => Badge("unknown", "?", "Unknown"),
    };

    /// <summary>Shows a word with a sign and a color.</summary>
    public static RenderFragment Badge(string kind, string sign, string text) =>
        Tag("span", Class($"badge {kind}"), Tag("span", Class("sign"), Attr("aria-hidden", "true"), sign), text);
}
