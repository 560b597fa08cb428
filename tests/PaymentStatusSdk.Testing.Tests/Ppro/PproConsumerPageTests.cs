using System.Net;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

public sealed class PproConsumerPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consumer_chooses_the_outcome_once()
    {
        await using var gateway = await PproSimulator.StartAsync(cancellationToken: Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING", RedirectUrl = gateway.ConsumerPage("1").ToString() });
        using var http = new HttpClient();

        var form = await http.GetStringAsync(gateway.ConsumerPage("1"), Ct);
        using var chosen = await ChooseAsync("failed_user_abort");
        var after = gateway.Find("1");
        using var unknown = await ChooseAsync("no_such_result");
        using var late = await ChooseAsync("succeeded");
        using var tooLate = await ChooseAsync("failed_timeout");
        using var missing = await http.GetAsync(gateway.ConsumerPage("2"), Ct);

        Assert.Contains("<option>failed_user_abort</option>", form, StringComparison.Ordinal);
        Assert.Equal(("FAILED", "USER_ABORT"), (after?.Status, after?.FailReason));
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.NotFound],
            new[] { chosen, unknown, late, tooLate, missing }.Select(r => r.StatusCode));
        Assert.Equal("RECEIVED", gateway.Find("1")?.FundsStatus);

        Task<HttpResponseMessage> ChooseAsync(string result) =>
            http.PostAsync(gateway.ConsumerPage("1"), new FormUrlEncodedContent([new("result", result)]), Ct);
    }
}
