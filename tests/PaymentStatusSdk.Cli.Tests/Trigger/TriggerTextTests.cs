using System.Text.Json;
using PaymentStatusSdk.Cli.Trigger;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Cli.Tests.Trigger;

/// <summary>The transaction that <c>trigger</c> chooses, and the states that it shows.</summary>
public sealed class TriggerTextTests : ControlledSimulatorsTest
{
    [Fact]
    public async Task Gateway_reference_wins_over_the_merchant_reference_of_another_transaction()
    {
        Cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "A", State = "PENDING" });
        Cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "A", MerchantTransId = "B", State = "PENDING" });

        var byGateway = await TriggerAsync("cards", "A", "captured");
        var byMerchant = await TriggerAsync("cards", "B", "refunded");

        Assert.Equal(("PENDING", "REFUNDED"), (Cards.Find("g-1")?.State, Cards.Find("A")?.State));
        Assert.Equal("convergegate A (B): PENDING -> CAPTURED", FirstLineOf(byGateway));
        Assert.Equal("convergegate A (B): CAPTURED -> REFUNDED", FirstLineOf(byMerchant));
        Assert.Contains("--notify-url", byMerchant.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_of_a_bank_payment_has_its_funds()
    {
        Ppro.Put(new SimulatedPproTransaction { TxId = "7", Status = "PENDING", FundsStatus = "WAITING" });

        var run = await TriggerAsync("ppro", "7", "captured");
        var json = await TriggerAsync("ppro", "new", "expired", "--json");

        Assert.Equal("ppro 7 (7): PENDING WAITING -> SUCCEEDED RECEIVED", FirstLineOf(run));
        Assert.Equal("TIMEOUT", Ppro.Find("new")?.FailReason);
        Assert.Equal("new", json.Data.GetProperty("merchantReference").GetString());
        Assert.False(json.Data.TryGetProperty("from", out _));
        Assert.False(json.Data.TryGetProperty("notificationStatus", out _));
    }

    [Fact]
    public async Task Session_of_a_gateway_without_notifications_is_begun_and_decided()
    {
        var begun = await TriggerAsync("desjardins", "D-1", "pending");
        var decided = await TriggerAsync("desjardins", "D-1", "captured", "--json");
        var again = await TriggerAsync("desjardins", "D-1", "declined");

        Assert.Equal("desjardins D-1 (D-1): new -> pending", FirstLineOf(begun));
        Assert.Contains("The simulator sends no notification of this move", begun.Out, StringComparison.Ordinal);
        Assert.Equal(
            ("pending", "yes", "NotSent"),
            (decided.Data.GetProperty("from").GetString(), decided.Data.GetProperty("to").GetString(),
                decided.Data.GetProperty("notification").GetString()));
        Assert.False(decided.Data.GetProperty("created").GetBoolean());
        Assert.Equal((ExitCode.Refused, "yes"), (again.Code, Desjardins.Find("D-1")?.Approved));
    }

    [Fact]
    public async Task Transaction_without_a_state_is_shown_without_one()
    {
        Desjardins.Put(new SimulatedDipsTransaction { Id = "D-1", Approved = null });

        var run = await TriggerAsync("desjardins", "D-1", "captured", "--force");

        Assert.Equal("desjardins D-1 (D-1): - -> yes", FirstLineOf(run));
    }

    [Fact]
    public async Task Notification_that_the_host_refuses_is_shown_with_its_status()
    {
        var run = await TriggerAsync("ppro", "8", "captured", "--notify-url", new Uri(Control.Endpoint, "/nothing").ToString());

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Contains("The host did not accept the notification (404).", run.Out, StringComparison.Ordinal);
        Assert.Equal(new Uri(Control.Endpoint, "/nothing"), Ppro.NotificationUrl);
    }

    [Fact]
    public async Task Notification_that_nothing_receives_is_shown_without_a_status()
    {
        using var closed = new ClosedPort();
        using var http = new HttpClient();

        var run = await TriggerAsync("ppro", "8", "captured", "--notify-url", closed.Address.ToString());
        var json = await http.GetStringAsync(new Uri(Control.Endpoint, "/control/ppro/deliveries"), Ct);

        Assert.Contains("The host did not accept the notification (no answer).", run.Out, StringComparison.Ordinal);
        var delivery = JsonDocument.Parse(json).RootElement[0];
        Assert.False(string.IsNullOrEmpty(delivery.GetProperty("error").GetString()));
        Assert.False(delivery.TryGetProperty("statusCode", out _));
    }

    [Fact]
    public async Task Notification_that_the_host_accepts_is_shown_with_its_status()
    {
        await using var host = await LocalServer.StartAsync(200, "RECEIVED OK", Ct);

        var run = await TriggerAsync("ppro", "8", "captured", "--notify-url", host.Address.ToString());

        Assert.Contains("The host accepted the notification (200).", run.Out, StringComparison.Ordinal);
        Assert.Contains(host.Requests, request => request.StartsWith("POST / ", StringComparison.Ordinal));
    }

    // The notification of the move before is not the one of this move.
    [Fact]
    public async Task Notification_that_is_not_sent_is_awaited_for_five_seconds()
    {
        await using var host = await LocalServer.StartAsync(200, "RECEIVED OK", Ct);
        Cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "PENDING" });
        await TriggerAsync("cards", "g-1", "captured", "--notify-url", host.Address.ToString());
        var clock = new ManualTimeProvider();
        using var client = new SimulatorClient(Control.Endpoint, "convergegate");

        var run = new SimulatedMove(TriggerGateway.Of("cards"), client, clock)
            .RunAsync("g-1", new TriggerMove("REFUNDED"), force: false, notifyUrl: null, Ct);
        for (var poll = 0; poll < 50; poll++)
            await Task.WhenAny(run, clock.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(100), Ct));
        var ended = await Task.WhenAny(run, clock.WaitForTimerAsync(cancellationToken: Ct));

        Assert.Same(run, ended);
        var data = await run;
        Assert.Equal(("CAPTURED", "REFUNDED", NotificationOutcome.NotSent), (data.From, data.To, data.Notification));
        Assert.Null(data.NotificationStatus);
        Assert.Single(Cards.Deliveries);
    }

    private static string FirstLineOf(CliRun run) => run.Out.ReplaceLineEndings("\n").Split('\n')[0];

    private Task<CliRun> TriggerAsync(params string[] args) =>
        CliRun.Of(["trigger", .. args, "--control", Control.Endpoint.ToString()]);
}
