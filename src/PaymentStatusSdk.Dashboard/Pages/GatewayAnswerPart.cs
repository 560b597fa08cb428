using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Dashboard.Markup;
using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Dashboard.Markup.Html;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>
/// Shows the gateway's answer to the operator's own query, in the gateway's terms. Sensitive fields of an answer are never shown, and
/// nothing of it is stored.
/// </summary>
internal static class GatewayAnswerPart
{
    public static RenderFragment Content(PaymentModel model) => (model.Answer, model.Failure) switch
    {
        ({ } answer, _) => Card(Answer(answer)),
        (_, { } failure) => Card(Failure(failure, model.Payment.Status == TrackingStatus.Active)),
        _ => None,
    };

    private static RenderFragment Card(RenderFragment content) => Tag(
        "section", Class("card answer"), Attr("aria-live", "polite"),
        Tag("h2", "What the gateway says"), content,
        Tag("p", Class("hint"), "This is a query of its own. It changes nothing here: use “Check now” to let tracking ask as well."));

    private static RenderFragment Answer(TransactionStatusResult result) => All(
        Fields.List(
            [
                ("Outcome", Fields.Word(result.Outcome)),
                ("State", All(Fields.Word(result.State), " (", Fields.Word(result.Finality), ")")),
                ("Gateway's value", Fields.Foreign(result.Answer.State)),
                ("Gateway's code", Fields.Foreign(result.Answer.Code)),
                ("Gateway's text", Fields.Foreign(result.Answer.Message)),
                ("Amount", All(Fields.Money(result.Amount), ", ", Fields.Word(result.AmountCheck))),
                ("Gateway reference", Fields.Foreign(result.GatewayReference)),
                ("Merchant reference", Fields.Foreign(result.MerchantReference)),
                .. result.Answer.Fields.Select(field => (Visible.Text(field.Key)!, (RenderFragment?)Fields.Foreign(field.Value))),
                ("Fields left out", result.Answer.UnknownFieldCount == 0 ? null : All(Invariant($"{result.Answer.UnknownFieldCount}"))),
            ]),
        result.Anomalies.Count == 0 ? None : Tag("h3", "Unusual about it"),
        result.Anomalies.Count == 0 ? None : Tag("ul", Each(result.Anomalies, one => Tag("li", Fields.Foreign(one.Text)))));

    private static RenderFragment Failure(TransactionStatusException failure, bool isChecked) => All(
        Tag("p", Tag("strong", Words.Of(failure.Kind)), " ", Text(Advice.OfFailure(failure.Kind, isChecked))),
        failure.GatewayCode is null ? None : Fields.List(("Gateway's code", Fields.Foreign(failure.GatewayCode))));

    private static string Text((string Fact, string? Action) advice) =>
        advice.Action is null ? advice.Fact : $"{advice.Fact} {advice.Action}";
}
