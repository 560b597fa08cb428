using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Cli.Tests.Output;

public class LiveLineTests
{
    private const string Clear = "\r\u001b[K";

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly PollingSchedule Schedule = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10))
    {
        MaxDuration = TimeSpan.FromMinutes(2),
    };

    [Theory]
    [InlineData(0, "a")]
    [InlineData(1, "a")]
    [InlineData(2, "a")]
    [InlineData(3, "ab")]
    [InlineData(4, "abc")]
    [InlineData(80, "abc")]
    public void Line_is_one_column_narrower_than_the_terminal(int width, string shown)
    {
        var terminal = new StringWriter();

        using var line = new LiveLine(terminal, width, new ManualTimeProvider(), () => "abc");

        Assert.StartsWith($"{Clear}{shown[..1]}", terminal.ToString(), StringComparison.Ordinal);
        Assert.Equal(Clear.Length + shown.Length, terminal.ToString().Length);
    }

    [Fact]
    public void Line_is_written_at_once_each_second_and_on_demand_until_it_is_removed()
    {
        var (clock, terminal, number) = (new ManualTimeProvider(), new StringWriter(), 0);
        var line = new LiveLine(terminal, width: 80, clock, () => $"{++number}");

        clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        var first = terminal.ToString();
        clock.Advance(TimeSpan.FromTicks(1));
        line.Refresh();
        line.Dispose();
        line.Dispose();
        line.Refresh();

        Assert.Equal($"{Clear}1", first);
        Assert.Equal($"{Clear}1{Clear}2{Clear}3{Clear}", terminal.ToString());
        Assert.Equal(0, clock.ActiveTimers);
    }

    [Fact]
    public void Everything_that_is_written_is_shown_at_once()
    {
        using var terminal = new ShownText();
        var interrupted = "";
        using (var line = new LiveLine(terminal, width: 80, new ManualTimeProvider(), () => "a"))
        {
            Assert.Equal($"{Clear}a", terminal.Shown);
            line.Interrupt(() => interrupted = terminal.Shown);
            Assert.Equal($"{Clear}a{Clear}", interrupted);
            Assert.Equal($"{Clear}a{Clear}{Clear}a", terminal.Shown);
        }

        Assert.Equal($"{Clear}a{Clear}{Clear}a{Clear}", terminal.Shown);
    }

    [Fact]
    public void Line_shows_at_once_that_a_query_runs()
    {
        var error = new StringWriter();
        var host = new CliHost
        {
            Out = TextWriter.Null,
            Error = error,
            Folder = ".",
            Clock = new ManualTimeProvider(Start),
            IsErrorTerminal = true,
        };
        using var screen = new WatchScreen(host, new CliOutput(host, "watch", isJson: false), "cards ORDER-1", Schedule);

        screen.Ended("Pending", TimeSpan.Zero);
        screen.Began();

        Assert.EndsWith($"{Clear}cards ORDER-1  Pending  querying  0:00 of 2:00", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_counts_queries_and_follows_the_schedule_or_the_gateway()
    {
        var progress = new WatchProgress("cards ORDER-1", Start, Start.AddMinutes(2));

        var first = progress.Ended("Pending", Schedule, TimeSpan.Zero, Start);
        var second = first.Began().Ended("Authorized", Schedule, TimeSpan.FromSeconds(10), Start.AddSeconds(5));
        var busy = second.Ended("busy", Schedule, TimeSpan.FromSeconds(11), Start.AddSeconds(20));
        var last = second.Ended("busy", Schedule, TimeSpan.Zero, Start.AddSeconds(110));

        Assert.Equal(("-", 0), (progress.State, progress.Queries));
        Assert.Null(progress.NextAt);
        Assert.Equal(("Pending", 1, Start.AddSeconds(1)), (first.State, first.Queries, first.NextAt));
        Assert.Null(first.Began().NextAt);
        Assert.Equal(("Authorized", 2, Start.AddSeconds(15)), (second.State, second.Queries, second.NextAt));
        Assert.Equal((3, Start.AddSeconds(31)), (busy.Queries, busy.NextAt));
        Assert.Equal(Start.AddMinutes(2), last.NextAt);
    }

    [Fact]
    public void Last_query_is_named_only_at_the_end()
    {
        var progress = new WatchProgress("cards ORDER-1", Start, Start.AddMinutes(60)) { Queries = 1, NextAt = Start.AddMinutes(60) };

        Assert.Equal("cards ORDER-1  -  next query in 1 s  59:59 of 1:00:00", progress.Line(Start.AddMinutes(60).AddSeconds(-1)));
        Assert.Equal("cards ORDER-1  -  last query  1:00:00 of 1:00:00", progress.Line(Start.AddMinutes(60)));
        Assert.Contains("next query in 0 s", (progress with { Queries = 0 }).Line(Start.AddMinutes(60)), StringComparison.Ordinal);
        Assert.Contains(
            "next query in 0 s", (progress with { NextAt = Start.AddMinutes(59) }).Line(Start.AddMinutes(60)), StringComparison.Ordinal);
    }

    [Fact]
    public void Screen_without_a_terminal_has_a_line_for_each_query()
    {
        var error = new StringWriter { NewLine = "\n" };
        var host = new CliHost { Out = TextWriter.Null, Error = error, Folder = ".", Clock = new ManualTimeProvider(Start) };
        var written = 0;

        using (var screen = new WatchScreen(host, new CliOutput(host, "watch", isJson: false), "cards ORDER-1", Schedule))
        {
            screen.Began();
            screen.Ended("Pending", TimeSpan.Zero);
            screen.Write(() => written++);
            screen.Ended("Captured", TimeSpan.Zero);
        }

        Assert.Equal("query 1: Pending\nquery 2: Captured\n", error.ToString());
        Assert.Equal(1, written);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public void Live_line_is_for_people_at_a_terminal_only(bool isTerminal, bool isJson, bool isLive)
    {
        var error = new StringWriter { NewLine = "\n" };
        var host = new CliHost
        {
            Out = TextWriter.Null,
            Error = error,
            Folder = ".",
            Clock = new ManualTimeProvider(Start),
            IsErrorTerminal = isTerminal,
        };
        var written = "";

        using (var screen = new WatchScreen(host, new CliOutput(host, "watch", isJson), "cards ORDER-1", Schedule))
        {
            screen.Began();
            screen.Ended("Pending", TimeSpan.Zero);
            screen.Write(() => written = error.ToString());
        }

        const string querying = $"{Clear}cards ORDER-1  -  ";
        Assert.Equal(isLive, error.ToString().StartsWith(querying, StringComparison.Ordinal));
        Assert.Equal(isLive, error.ToString().EndsWith(Clear, StringComparison.Ordinal));
        Assert.Equal(
            isLive ? $"{Clear}cards ORDER-1  Pending  next query in 1 s  0:00 of 2:00{Clear}" : "",
            written[Math.Max(0, written.LastIndexOf($"{Clear}cards", StringComparison.Ordinal))..]
                .Replace("query 1: Pending\n", "", StringComparison.Ordinal));
    }

    private sealed class ShownText : StringWriter
    {
        public string Shown { get; private set; } = "";

        public override void Flush() => Shown = ToString();
    }
}
