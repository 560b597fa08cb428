using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The gateway's answer to a query of the operator.</summary>
public sealed class GatewayAnswerTests
{
    private const string Start = "<section class=\"card answer\" aria-live=\"polite\"><h2>What the gateway says</h2>";

    private static readonly PaymentModel Model = new(Sample.Payment, new StatusChangePage([], null), null);

    private static readonly TransactionStatusResult Result = new()
    {
        ClientName = "cards",
        Outcome = LookupOutcome.Answered,
        State = PaymentState.ActionRequired,
        Finality = Finality.Provisional,
        GatewayReference = "gate-1",
        MerchantReference = "ORDER-1",
        Amount = new Money(10.00m, "EUR"),
        AmountCheck = AmountCheck.NotRequested,
        Answer = new GatewayAnswer
        {
            State = "S",
            Code = "C",
            Message = "M",
            Fields = new GatewayFields(new KeyValuePair<string, string>("termi\u200Bnal", "T-7")),
            SensitiveFields = new GatewayFields(new KeyValuePair<string, string>("holder", "Erika")),
            UnknownFieldCount = 3,
        },
        Anomalies =
        [
            new StatusAnomaly(StatusAnomalyKind.TooEarly, "first"), new StatusAnomaly(StatusAnomalyKind.MissingAmount, "second"),
        ],
    };

    [Fact]
    public async Task Answer_is_shown_in_the_terms_of_the_gateway_without_sensitive_fields()
    {
        var text = await Rendered.TextAsync(GatewayAnswerPart.Content(Model with { Answer = Result }));

        Assert.StartsWith(
            Start + "<dl class=\"fields\">" + Rendered.Field("Outcome", "Answered")
            + Rendered.Field("State", "Action required (Provisional)")
            + Rendered.Field("Gateway's value", Rendered.Foreign("S")) + Rendered.Field("Gateway's code", Rendered.Foreign("C"))
            + Rendered.Field("Gateway's text", Rendered.Foreign("M"))
            + Rendered.Field("Amount", "<span class=\"number\">10.00 EUR</span>, Not requested")
            + Rendered.Field("Gateway reference", Rendered.Foreign("gate-1"))
            + Rendered.Field("Merchant reference", Rendered.Foreign("ORDER-1"))
            + Rendered.Field("termi\\u{200B}nal", Rendered.Foreign("T-7")) + Rendered.Field("Fields left out", "3")
            + "</dl><h3>Unusual about it</h3><ul>"
            + $"<li>{Rendered.Foreign("first")}</li><li>{Rendered.Foreign("second")}</li></ul><p class=\"hint\">",
            text, StringComparison.Ordinal);
        Assert.EndsWith("</p></section>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Erika", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usual_answer_has_nothing_unusual_and_nothing_left_out()
    {
        var answer = Result with { Anomalies = [], Answer = GatewayAnswer.Empty };

        var text = await Rendered.TextAsync(GatewayAnswerPart.Content(Model with { Answer = answer }));

        Assert.DoesNotContain("Unusual", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<ul>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", text, StringComparison.Ordinal);
        Assert.Contains(
            Rendered.Field("Merchant reference", Rendered.Foreign("ORDER-1")) + "</dl><p class=\"hint\">", text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TrackingStatus.Active, " Checks continue by themselves.")]
    [InlineData(TrackingStatus.Stopped, "")]
    public async Task Failure_is_explained_and_promises_a_check_only_while_the_payment_is_tracked(TrackingStatus status, string end)
    {
        var failure = new TransactionStatusException(TransactionStatusErrorKind.Timeout, "secret") { GatewayCode = "E-1" };
        var model = Model with { Payment = Sample.Payment with { Status = status } };

        Assert.StartsWith(
            $"{Start}<p><strong>Timeout</strong> The gateway could not be reached or did not answer in time.{end}</p><dl class=\"fields\">"
            + Rendered.Field("Gateway's code", Rendered.Foreign("E-1")) + "</dl><p class=\"hint\">",
            await Rendered.TextAsync(GatewayAnswerPart.Content(model with { Failure = failure })), StringComparison.Ordinal);
        Assert.Contains(
            $"in time.{end}</p><p class=\"hint\">",
            await Rendered.TextAsync(GatewayAnswerPart.Content(
                model with { Failure = new TransactionStatusException(TransactionStatusErrorKind.Timeout, "secret") })),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_query_nothing_is_shown() => await Rendered.AssertAsync("", GatewayAnswerPart.Content(Model));
}
