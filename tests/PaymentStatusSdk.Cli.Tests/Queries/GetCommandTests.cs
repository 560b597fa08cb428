using System.Text.Json;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Cli.Tests.Queries;

public sealed class GetCommandTests : IAsyncLifetime
{
    private SimulatedMerchant _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _merchant = await SimulatedMerchant.StartAsync(Ct);

    public ValueTask DisposeAsync() => _merchant.DisposeAsync();

    [Theory]
    [InlineData("CAPTURED", 0, "Success")]
    [InlineData("DECLINED", 10, "Failed")]
    [InlineData("ERROR", 11, "FailedForNow")]
    [InlineData("REFUNDED", 12, "Returned")]
    [InlineData("CHARGEBACK", 12, "Returned")]
    [InlineData("PENDING", 20, "Undecided")]
    [InlineData("AUTHORIZED", 20, "Undecided")]
    [InlineData("SIMULATED_NEW_STATE", 21, "Unknown")]
    public async Task Exit_code_is_the_verdict(string state, int code, string name)
    {
        _merchant.PutCard("ORDER-1", state);

        var run = await _merchant.RunAsync("get", "cards", "ORDER-1", "--json");

        Assert.Equal(code, run.Exit);
        Assert.Equal(name, run.Document.GetProperty("exit").GetString());
        Assert.Equal(state, run.Data.GetProperty("gatewayState").GetString());
        Assert.Equal("gate-ORDER-1", run.Data.GetProperty("gatewayReference").GetString());
    }

    [Fact]
    public async Task Unknown_transaction_is_not_a_failed_one()
    {
        var run = await _merchant.RunAsync("get", "cards", "ORDER-404", "--json");

        Assert.Equal(ExitCode.NotFound, run.Code);
        Assert.Equal("NotFound", run.Data.GetProperty("outcome").GetString());
        Assert.Equal("Unknown", run.Data.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Another_amount_is_a_mismatch()
    {
        _merchant.PutCard("ORDER-1", "CAPTURED");

        var wrong = await _merchant.RunAsync("get", "cards", "ORDER-1", "--amount", "125.46 EUR", "--json");
        var right = await _merchant.RunAsync("get", "cards", "ORDER-1", "--amount", "125.45 EUR", "--json");

        Assert.Equal(ExitCode.Mismatch, wrong.Code);
        Assert.Equal(ExitCode.Success, right.Code);
        Assert.Equal("Matched", right.Data.GetProperty("amountCheck").GetString());
        Assert.Equal("125.45", right.Data.GetProperty("amount").GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("RECEIVED", 0)]
    [InlineData("WAITING", 25)]
    [InlineData("MISSING", 25)]
    [InlineData("SOMETHING_NEW", 25)]
    public async Task Money_that_has_not_arrived_does_not_exit_like_paid(string funds, int code)
    {
        _merchant.Ppro.Put(new SimulatedPproTransaction { TxId = "2001", Status = "SUCCEEDED", FundsStatus = funds });

        var run = await _merchant.RunAsync("get", "PPRO", "2001", "--by-gateway");

        Assert.Equal(code, run.Exit);
    }

    [Fact]
    public async Task Gateway_that_posts_its_answers_is_queried_with_listen()
    {
        var port = FreePort.Find();
        _merchant.Set("Desjardins", "PublicCallbackBaseUrl", $"http://127.0.0.1:{port}");
        _merchant.Desjardins.Put(SimulatedDipsTransaction.Of("DIPS1", DipsOutcome.Approved));

        var without = await _merchant.RunAsync("get", "desjardins", "DIPS1", "--kind", "Purchase");
        var with = await _merchant.RunAsync(
            "get", "desjardins", "DIPS1", "--kind", "Purchase", "--listen", $"http://127.0.0.1:{port}", "--json");

        Assert.Equal(ExitCode.ConfigurationError, without.Code);
        Assert.Contains("--listen", without.Error, StringComparison.Ordinal);
        Assert.True(with.Code == ExitCode.Success, with.Out);
        Assert.Equal("Captured", with.Data.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Failed_query_says_that_nothing_is_known()
    {
        _merchant.Set("Cards", "ApiPassword", "canary-secret-wrong");

        var run = await _merchant.RunAsync("get", "cards", "ORDER-1");

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.Contains("Check the credentials", run.Error, StringComparison.Ordinal);
        Assert.Contains("nothing is known about the payment", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Unreachable_gateway_is_an_error()
    {
        _merchant.Set("Cards", "Endpoint", $"http://127.0.0.1:{FreePort.Find()}/v1/transactions");
        _merchant.Set("Cards", "MaxRetries", 0);

        var run = await _merchant.RunAsync("get", "cards", "ORDER-1", "--json");

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.Equal(JsonValueKind.Undefined, run.Document.TryGetProperty("data", out var data) ? data.ValueKind : default);
    }

    [Fact]
    public async Task Text_begins_with_the_meaning()
    {
        _merchant.PutCard("ORDER-1", "ERROR", "try [b]later[/]");

        var run = await _merchant.RunAsync("get", "cards", "ORDER-1");

        Assert.StartsWith("cards ORDER-1: failed for now: it may still become a success", run.Out, StringComparison.Ordinal);
        Assert.Contains("ERROR 201 try [b]later[/]", run.Out, StringComparison.Ordinal);
        Assert.Contains("125.45 EUR (not compared: use --amount)", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Command_runs_in_a_process_of_its_own()
    {
        _merchant.PutCard("ORDER-1", "CAPTURED");

        var run = await CliProcess.RunAsync(_merchant.Folder.Path, Ct, "get", "cards", "ORDER-1");

        Assert.True(run.Code == ExitCode.Success, run.Error);
        Assert.StartsWith("cards ORDER-1: paid", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("watch")]
    public async Task No_secret_card_number_or_control_character_reaches_the_output(string command)
    {
        const string hostile = "no \u009b31m\u202e[red] canary-secret-password canary-secret-key 4111111111111111";
        _merchant.PutCard("ORDER-1", "DECLINED", hostile);
        string[] line = [command, "cards", "ORDER-1"];

        var text = await _merchant.RunAsync(line);
        var json = await _merchant.RunAsync([.. line, "--json"]);
        _merchant.Cards.Faults.Always(SimulatedFault.TruncatedBody);
        _merchant.Set("Cards", "MaxRetries", 0);
        var broken = await _merchant.RunAsync("get", "cards", "ORDER-1");

        Assert.Equal((ExitCode.Failed, ExitCode.Failed, ExitCode.Unreachable), (text.Code, json.Code, broken.Code));
        foreach (var output in new[] { text.Out, text.Error, json.Out, json.Error, broken.Out, broken.Error })
        {
            Assert.DoesNotContain(SimulatedMerchant.Canary, output, StringComparison.Ordinal);
            Assert.DoesNotContain("4111111111111111", output, StringComparison.Ordinal);
            Assert.DoesNotContain(output, character => char.IsControl(character) && character is not '\n' and not '\r');
            Assert.DoesNotContain('\u202e', output);
        }
    }
}
