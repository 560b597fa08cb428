using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators.ConvergeGate;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

[Collection(MerchantWebGroup.Name)]
public class ForgedCallbackTests(MerchantWebHost merchant)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Card_notification_with_a_wrong_checksum_changes_nothing()
    {
        await using var simulator = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        // Everything that a forger could know is correct, including the credentials; only the key is wrong.
        await AssertChangesNothingAsync("cards", "", "application/xml", (orderId, gatewayReference) => $"""
            <transaction><apiUser>{simulator.ApiUser}</apiUser><apiPassword>{simulator.ApiPassword}</apiPassword><apiCmd>850</apiCmd>
            <gatetransid>{gatewayReference}</gatetransid><merchanttransid>{orderId}</merchanttransid>
            <amount>125.45</amount><curcode>EUR</curcode><status>CAPTURED</status><checksum>{new string('0', 40)}</checksum></transaction>
            """);
    }

    [Fact]
    public Task Ppro_notification_with_a_wrong_hash_changes_nothing() => AssertChangesNothingAsync(
        "ppro", "", "application/x-www-form-urlencoded",
        (_, gatewayReference) =>
            $"TXID={gatewayReference}&FINALTIMESTAMP=2024-01-31T12%3A34%3A56%2B01%3A00&SHA256HASH={new string('0', 64)}");

    [Fact]
    public Task Desjardins_answer_with_a_wrong_token_changes_nothing() => AssertChangesNothingAsync(
        "desjardins", "/00000000000000000000000000000000", "text/xml",
        (orderId, _) => $"""<response><merchant id="100001"><transaction id="{orderId}" approved="yes"/></merchant></response>""");

    private async Task AssertChangesNothingAsync(string gateway, string pathSuffix, string contentType, Func<string, string, string> forge)
    {
        await using var page = await merchant.OpenAsync();
        var order = await page.StartAsync(gateway);
        var payment = await order.OpenPaymentAsync();
        await Expect(payment.Changes).ToHaveCountAsync(1);
        using var http = new HttpClient { BaseAddress = merchant.Address };
        using var body = new StringContent(
            forge(order.OrderId, await payment.Value("Gateway reference").InnerTextAsync()), Encoding.UTF8, contentType);

        using var answer = await http.PostAsync($"/payment-status/{gateway}{pathSuffix}", body, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        // Any effect of the forged message was due before this query.
        await payment.CheckAsync();
        await Expect(payment.Value("State")).ToHaveTextAsync(nameof(PaymentState.Pending));
        await Expect(payment.Changes).ToHaveCountAsync(1);
    }
}
