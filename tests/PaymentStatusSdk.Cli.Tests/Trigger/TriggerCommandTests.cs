using PaymentStatusSdk.Cli.Trigger;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Tests.Trigger;

public sealed class TriggerCommandTests : ControlledSimulatorsTest
{
    public static TheoryData<string, string> AllMoves =>
    [
        .. from gateway in TriggerGateway.Names
           from word in TriggerGateway.Of(gateway).Moves.Keys
           select new TheoryDataRow<string, string>(gateway, word),
    ];

    [Fact]
    public async Task Transaction_is_found_by_its_merchant_reference_and_moved()
    {
        Cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "ORDER-1", State = "PENDING" });

        var run = await TriggerAsync("cards", "ORDER-1", "captured");

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal("CAPTURED", Cards.Find("g-1")?.State);
        Assert.Equal("g-1", run.Data.GetProperty("gatewayReference").GetString());
        Assert.Equal("PENDING", run.Data.GetProperty("from").GetString());
        Assert.Equal("NoAddress", run.Data.GetProperty("notification").GetString());
    }

    [Fact]
    public async Task Unknown_reference_begins_a_transaction()
    {
        var run = await TriggerAsync("ppro", "sale/9 ü", "awaited");

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.True(run.Data.GetProperty("created").GetBoolean());
        Assert.Equal(("SUCCEEDED", "WAITING"), (Ppro.Transactions[0].Status, Ppro.Transactions[0].FundsStatus));
        Assert.Equal("sale/9 ü", Ppro.Transactions[0].MerchantTxId);
    }

    [Theory]
    [MemberData(nameof(AllMoves))]
    public async Task Every_state_of_the_table_exists_at_the_gateway(string gateway, string word)
    {
        var run = await TriggerAsync(gateway, "ORDER-1", word, "--force");

        Assert.True(run.Code == ExitCode.Success, run.Out);
    }

    [Fact]
    public async Task Impossible_move_is_refused_and_can_be_forced()
    {
        Cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "REFUNDED" });

        var refused = await TriggerAsync("cards", "g-1", "pending");
        var state = Cards.Find("g-1")?.State;
        var forced = await TriggerAsync("cards", "g-1", "NEW_STATE", "--force");

        Assert.Equal((ExitCode.Refused, "REFUNDED"), (refused.Code, state));
        Assert.Contains("--force", refused.Document.GetProperty("error").GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.Equal((ExitCode.Success, "NEW_STATE"), (forced.Code, Cards.Find("g-1")?.State));
    }

    [Fact]
    public async Task Unknown_state_lists_the_known_ones()
    {
        var run = await TriggerAsync("desjardins", "A", "chargeback");

        Assert.Equal(ExitCode.UsageError, run.Code);
        var advice = run.Document.GetProperty("error").GetProperty("advice").GetString();
        Assert.Contains("captured, declined", advice, StringComparison.Ordinal);
        Assert.Empty(Desjardins.Transactions);
    }

    [Fact]
    public async Task Host_that_does_not_accept_the_notification_is_reported()
    {
        Ppro.Put(new SimulatedPproTransaction { TxId = "7", Status = "PENDING" });

        var run = await TriggerAsync("ppro", "7", "captured", "--notify-url", new Uri(Control.Endpoint, "/nothing").ToString());

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal("Rejected", run.Data.GetProperty("notification").GetString());
        Assert.Equal(404, run.Data.GetProperty("notificationStatus").GetInt32());
    }

    [Fact]
    public async Task Missing_simulator_says_how_to_start_it()
    {
        var control = Control.Endpoint.ToString();
        await Control.DisposeAsync();

        var run = await CliRun.Of("trigger", "cards", "ORDER-1", "captured", "--control", control);

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.Contains("paymentstatus simulate", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_says_what_moved()
    {
        var run = await CliRun.Of("trigger", "cards", "ORDER-[red]5", "captured", "--control", Control.Endpoint.ToString());

        Assert.StartsWith("convergegate ORDER-[red]5 (ORDER-[red]5): new -> CAPTURED", run.Out, StringComparison.Ordinal);
        Assert.Contains("--notify-url", run.Out, StringComparison.Ordinal);
    }

    private Task<CliRun> TriggerAsync(params string[] args) =>
        CliRun.Of(["trigger", .. args, "--json", "--control", Control.Endpoint.ToString()]);
}
