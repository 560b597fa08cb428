using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Browser;

/// <summary>Payments whose references and answers try to break a page: markup, writing that turns around, endless words.</summary>
internal static class HostileDay
{
    private const string Script = "</bdi><script>alert(1)</script>";
    private const string Turned = "ORDER-\u202E0001\u2066-\u05E9\u05DC\u05D5\u05DD";

    public static async Task<DashboardHost> StartAsync()
    {
        var host = await DashboardHost.StartAsync();
        host.Orders.IsBroken = true;
        host.Health = new() { IsCircuitOpen = true, ReloadError = "Endpoint: " + new string('x', 300) };
        foreach (var (number, reference) in ((string[])[Script, Turned, new string('W', 200), "Bestellung 日本 🙂", "a"]).Index())
        {
            host.Cards.Answer(reference, Answer(reference, number));
            await host.TrackAsync(reference, amount: new Money(1_234_567_890.12m, "EUR"));
        }

        host.Ppro.Fail("ppro", TransactionStatusErrorKind.Authentication);
        await host.TrackAsync("ppro", "ppro");
        await host.RunOnceAsync();
        return host;
    }

    private static TransactionStatusResult Answer(string reference, int number) => new()
    {
        ClientName = "cards",
        Outcome = LookupOutcome.Answered,
        State = PaymentState.PartiallyRefunded,
        MerchantReference = reference,
        GatewayReference = number + new string('f', 120) + Script,
        Amount = new Money(1_234_567_890.12m, "EUR"),
        Answer = new GatewayAnswer
        {
            State = Script,
            Code = Turned,
            Message = new string('M', 700),
            Fields = new GatewayFields(
                new KeyValuePair<string, string>(new string('k', 90), new string('v', 300)),
                new KeyValuePair<string, string>(Script, Turned)),
        },
        Anomalies = [new StatusAnomaly(StatusAnomalyKind.UnrecognizedValue, Script + new string('A', 300))],
    };
}
