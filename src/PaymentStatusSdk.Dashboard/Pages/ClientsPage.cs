using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Markup;
using PaymentStatusSdk.Tracking.Stores;
using static PaymentStatusSdk.Dashboard.Markup.Html;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The clients: whether their gateways answer, what they have to do, and how fast.</summary>
internal static class ClientsPage
{
    // The log warns at the same age.
    private static readonly TimeSpan CertificateWarning = TimeSpan.FromDays(30);

    public static RenderFragment Content(Site site, IReadOnlyList<ClientModel> clients) => All(
        Tag("h1", "Clients"),
        Tag(
            "p", Class("meaning"),
            "Counts and due times are those of the whole store. Circuit, last answer, pause and charts are those of this instance since "
            + "it started."),
        Tag("div", Attr("id", "live"), Class("columns"), Each(clients, client => Card(site, client))));

    private static RenderFragment Card(Site site, ClientModel client) => Tag(
        "section", Class("card client"),
        Tag(
            "div", Class("title"),
            Tag("h2", Link(site.Home + new ListQuery { Client = client.Name }.ToQueryString(), Fields.Foreign(client.Name))),
            Circuit(client),
            client.PauseLeft is null ? None : Badges.Badge("alarm", "‖", "Paused"),
            IsExpiring(client, site.Now) ? Badges.Badge("alarm", "!", "Certificate") : None),
        client.Health?.ReloadError is not { } errors ? None
            : Tag(
                "div", Class("problem"), Tag("strong", "Changed options were refused"),
                Each(errors.Split(Environment.NewLine), error => Tag("p", Visible.Text(error)))),
        Fields.List(
            ("Gateway", client.Provider is null ? All("not registered in this instance") : All(client.Provider)),
            ("Last answer", client.Health is null ? null : Times.Ago(client.Health.LastSuccessAt, site.Now)),
            ("Checks paused", client.PauseLeft is { } left ? All("for another ", Times.Length(left)) : null),
            ("Certificate", client.Health?.CertificateExpiresAt is { } expiry ? Certificate(expiry, site.Now) : null),
            ("Next check", Times.Due(client.NextCheckAt, site.Now))),
        Charts(client.Intervals),
        States(site, client));

    private static bool IsExpiring(ClientModel client, DateTimeOffset now) =>
        client.Health?.CertificateExpiresAt is { } expiry && expiry - now < CertificateWarning;

    private static RenderFragment Certificate(DateTimeOffset expiry, DateTimeOffset now) => Tag(
        "time", Attr("datetime", expiry.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), Attr("title", Times.Exact(expiry)),
        expiry <= now ? "expired" : Invariant($"expires in {(long)(expiry - now).TotalDays} days"));

    private static RenderFragment Circuit(ClientModel client) => client.Health switch
    {
        null => None,
        { IsCircuitOpen: true } => Badges.Badge("alarm", "!", "Circuit open"),
        _ => Badges.Badge("good", "✓", "Circuit closed"),
    };

    private static RenderFragment Charts(IReadOnlyList<CheckInterval> intervals) => All(
        Chart.Bars(
            Invariant($"Checks in the last 6 hours: {intervals.Sum(one => one.Checks)}, ")
                + Invariant($"of which failed: {intervals.Sum(one => one.Failures)}"),
            [.. intervals.Select(one => ((double)one.Checks, (double)one.Failures))]),
        Chart.Bars(
            $"Longest delay of a check in the last 6 hours: {Times.Length(intervals.Max(one => one.MaxLag))}",
            [.. intervals.Select(one => (one.MaxLag.TotalSeconds, 0.0))]));

    private static RenderFragment States(Site site, ClientModel client)
    {
        if (client.Active.Count == 0) return Tag("p", Class("none"), "No payment is being tracked.");
        return Tag(
            "table", Class("states"), Attr("role", "table"),
            Tag("caption", Class("hidden"), "Active payments by state"),
            Rows.Head(["State", "Payments", "Oldest that is not final"]),
            Tag("tbody", Attr("role", "rowgroup"), Each(client.Active.OrderBy(one => one.State), one => Row(site, one))));
    }

    private static RenderFragment Row(Site site, ActiveCount count) => Tag(
        "tr", Attr("role", "row"),
        Tag(
            "th", Attr("scope", "row"), Attr("role", "rowheader"),
            Link(site.Home + Query(count).ToQueryString(), FilterForm.StateName(count.State))),
        Rows.Cell("Payments", Tag("span", Class("number"), Invariant($"{count.Count}"))),
        Rows.Cell("Oldest that is not final", Times.Age(count.OldestTrackedAt, site.Now)));

    private static ListQuery Query(ActiveCount count) =>
        new() { Client = count.ClientName, State = count.State, Status = Tracking.TrackingStatus.Active };
}
