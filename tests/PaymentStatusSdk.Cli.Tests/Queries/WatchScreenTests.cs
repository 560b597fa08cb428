using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Cli.Tests.Queries;

public class WatchScreenTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly PollingSchedule Schedule = new(TimeSpan.FromSeconds(10)) { MaxDuration = TimeSpan.FromMinutes(2) };

    [Fact]
    public void Line_has_state_next_query_and_elapsed_time()
    {
        var progress = new WatchProgress("cards ORDER-1", Start, Start.AddMinutes(2));
        var waiting = progress.Ended("Pending", Schedule, TimeSpan.Zero, Start.AddSeconds(1));

        Assert.Equal("cards ORDER-1  -  querying  0:00 of 2:00", progress.Line(Start));
        Assert.Equal("cards ORDER-1  Pending  next query in 10 s  0:01 of 2:00", waiting.Line(Start.AddSeconds(1)));
        Assert.Equal("cards ORDER-1  Pending  next query in 3 s  0:08 of 2:00", waiting.Line(Start.AddSeconds(8.5)));
        Assert.Equal("cards ORDER-1  Pending  querying  0:11 of 2:00", waiting.Began().Line(Start.AddSeconds(11)));
        Assert.Equal("cards ORDER-1  Pending  next query in 60 s  0:01 of 2:00", progress
            .Ended("Pending", Schedule, TimeSpan.FromMinutes(1), Start.AddSeconds(1)).Line(Start.AddSeconds(1)));
        Assert.EndsWith(
            "1:30:00 of 2:00:00", (progress with { EndsAt = Start.AddHours(2) }).Line(Start.AddMinutes(90)), StringComparison.Ordinal);
    }

    [Fact]
    public void Last_query_is_at_the_end_of_the_watch()
    {
        var progress = new WatchProgress("cards ORDER-1", Start, Start.AddMinutes(2))
            .Ended("Pending", Schedule, TimeSpan.Zero, Start.AddSeconds(118));

        Assert.Equal(Start.AddMinutes(2), progress.NextAt);
        Assert.Contains("last query", progress.Line(Start.AddMinutes(2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Live_line_is_rewritten_every_second_and_removed_for_results()
    {
        var (clock, terminal, number) = (new ManualTimeProvider(Start), new StringWriter(), 0);
        var line = new LiveLine(terminal, width: 8, clock, () => $"line {++number}\u001b[2J");

        clock.Advance(TimeSpan.FromSeconds(1));
        line.Interrupt(() => terminal.Write("result\n"));
        line.Dispose();
        clock.Advance(TimeSpan.FromSeconds(5));

        var writes = terminal.ToString().Split("\r\u001b[K");
        Assert.Equal(["", "line 1\\", "line 2\\", "result\n", "line 3\\", ""], writes.Select(write => write));
    }

    [Fact]
    public async Task Watch_on_a_terminal_shows_one_live_line_and_no_line_for_each_query()
    {
        await using var merchant = await SimulatedMerchant.StartAsync(TestContext.Current.CancellationToken);
        merchant.PutCard("ORDER-1", "CAPTURED");
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CliHost { Out = output, Error = error, Folder = merchant.Folder.Path, IsErrorTerminal = true, Width = 100 };

        var exit = await CliApplication.RunAsync(["watch", "cards", "ORDER-1"], host, TestContext.Current.CancellationToken);

        Assert.Equal(0, exit);
        Assert.Contains("\r\u001b[Kcards ORDER-1  Captured  next query in", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[K", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("query 1:", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output.ToString());
    }
}
