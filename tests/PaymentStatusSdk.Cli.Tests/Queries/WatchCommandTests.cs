using System.Text.Json;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Cli.Tests.Queries;

public sealed class WatchCommandTests : IAsyncLifetime
{
    private SimulatedMerchant _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _merchant = await SimulatedMerchant.StartAsync(Ct);

    public ValueTask DisposeAsync() => _merchant.DisposeAsync();

    [Fact]
    public async Task Watch_shows_each_change_and_exits_with_the_last_verdict()
    {
        _merchant.Cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "ORDER-1", State = "PENDING" }
            .ThenAfterQueries(2, "CAPTURED"));
        _merchant.Cards.Faults.Next(SimulatedFault.Status(503));
        _merchant.Set("Cards", "MaxRetries", 0);

        var run = await _merchant.RunAsync("watch", "cards", "ORDER-1", "--every", "0.01s", "--json");

        var states = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(one => (one.GetProperty("exitCode").GetInt32(), one.GetProperty("data").GetProperty("state").GetString()));
        Assert.Equal([(20, "Pending"), (0, "Captured")], states);
        Assert.Equal(ExitCode.Success, run.Code);
    }

    [Fact]
    public async Task Watch_that_ends_early_exits_with_undecided()
    {
        _merchant.PutCard("ORDER-1", "PENDING");

        var run = await WatchForTwentySecondsAsync();

        Assert.Equal(ExitCode.Undecided, run.Code);
        Assert.Contains("cards ORDER-1: in progress", run.Out, StringComparison.Ordinal);
        Assert.Contains("query 4: Pending", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("query 5", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_without_any_answer_is_an_error()
    {
        _merchant.Cards.Faults.Always(SimulatedFault.Status(503));
        _merchant.Set("Cards", "MaxRetries", 0);

        var run = await WatchForTwentySecondsAsync();

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.Contains("nothing is known about the payment", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_answer_of_a_silent_gateway_is_not_the_verdict()
    {
        _merchant.PutCard("ORDER-1", "CAPTURED");
        _merchant.Set("Cards", "MaxRetries", 0);
        _merchant.PutCard("ORDER-1", "PENDING");
        _merchant.Cards.Faults.Next(SimulatedFault.Status(503));
        var recovered = await WatchForTwentySecondsAsync();
        SilentAfterOne();
        var text = await WatchForTwentySecondsAsync();
        SilentAfterOne();
        var json = await WatchForTwentySecondsAsync("--json");

        Assert.Equal(ExitCode.Undecided, recovered.Code);
        Assert.Equal((ExitCode.Unreachable, ExitCode.Unreachable), (text.Code, json.Code));
        Assert.Matches("last answer at [0-9: -]+ UTC; the gateway has not answered since", text.Error);
        Assert.DoesNotContain("cards ORDER-1: in progress", text.Out, StringComparison.Ordinal);
        var last = JsonDocument.Parse(json.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal(4, last.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task Stopped_watch_does_not_exit_like_a_result()
    {
        _merchant.PutCard("ORDER-1", "PENDING");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var watch = CliRun.In(_merchant.Folder.Path, stop.Token, "watch", "cards", "ORDER-1", "--every", "1h", "--for", "2h");
        await _merchant.Cards.WaitForRequestsAsync(1, Ct);
        await stop.CancelAsync();

        Assert.Equal(ExitCode.Canceled, (await watch).Code);
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("24h", 86400)]
    [InlineData("25h", null)]
    [InlineData("0s", null)]
    [InlineData("-1s", null)]
    [InlineData("1e9s", null)]
    [InlineData("10", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    public void Durations_have_a_unit(string text, int? seconds) =>
        Assert.Equal(seconds, (int?)WatchCommand.ReadDuration(text)?.TotalSeconds);

    /// <summary>Watches for 20 s of a manual clock. The queries run after 0, 7, 14 and 20 s.</summary>
    private async Task<CliRun> WatchForTwentySecondsAsync(params string[] options)
    {
        var clock = new ManualTimeProvider();
        string[] args = ["watch", "cards", "ORDER-1", "--every", "7s", "--for", "20s", .. options];
        var run = CliRun.In(_merchant.Folder.Path, clock, Ct, args);
        foreach (var wait in new[] { 7, 7, 6 })
            await Task.WhenAny(run, clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(wait), Ct));
        return await run;
    }

    private void SilentAfterOne()
    {
        _merchant.Cards.Faults.Clear();
        _merchant.Cards.Faults.Next((SimulatedFault?)null);
        _merchant.Cards.Faults.Always(SimulatedFault.Status(503));
    }
}
