using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Tests.Queries;

public sealed class AmountTests : IAsyncLifetime
{
    private SimulatedMerchant _merchant = null!;

    public async ValueTask InitializeAsync() => _merchant = await SimulatedMerchant.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _merchant.DisposeAsync();

    [Theory]
    [InlineData("get")]
    [InlineData("watch")]
    public async Task Amount_that_was_not_compared_does_not_exit_like_paid(string command)
    {
        _merchant.Ppro.Put(new SimulatedPproTransaction { TxId = "2001", Status = "SUCCEEDED", FundsStatus = "RECEIVED" });
        string[] line = [command, "ppro", "2001", "--by-gateway"];

        var text = await _merchant.RunAsync([.. line, "--amount", "125.45 EUR"]);
        var json = await _merchant.RunAsync([.. line, "--amount", "125.45 EUR", "--json"]);
        var without = await _merchant.RunAsync(line);

        Assert.Equal((26, 26, 0), (text.Exit, json.Exit, without.Exit));
        Assert.Contains("paid, but the amount was not compared: the gateway reports none", text.Out, StringComparison.Ordinal);
        Assert.Equal("AmountUnchecked", json.Document.GetProperty("exit").GetString());
        Assert.Equal("NotReported", json.Data.GetProperty("amountCheck").GetString());
    }

    [Fact]
    public async Task Amount_that_differs_is_shown_as_such()
    {
        _merchant.PutCard("ORDER-1", "CAPTURED");

        var run = await _merchant.RunAsync("get", "cards", "ORDER-1", "--amount", "125.46 EUR");

        Assert.Equal(ExitCode.Mismatch, run.Code);
        Assert.Contains("125.45 EUR (differs from the expected amount)", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("use --amount", run.Out, StringComparison.Ordinal);
    }
}
