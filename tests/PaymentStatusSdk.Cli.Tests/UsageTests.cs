namespace PaymentStatusSdk.Cli.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("", "--help")]
    [InlineData("trigger cards", "paymentstatus trigger --help")]
    [InlineData("trigger visa ORDER-1 captured", "paymentstatus trigger --help")]
    [InlineData("simulate --control-port 70000", "from 0 to 65535")]
    [InlineData("simulate --control-port some", "--control-port")]
    [InlineData("simulate --host-url ftp://host", "http or https URL")]
    public async Task Wrong_command_line_says_what_to_do(string line, string hint)
    {
        var run = await CliRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.UsageError, run.Code);
        Assert.Contains(hint, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Wrong_command_line_with_json_writes_one_document()
    {
        var run = await CliRun.Of("trigger", "--json");

        Assert.Equal("paymentstatus/1", run.Document.GetProperty("schema").GetString());
        Assert.Equal("trigger", run.Document.GetProperty("command").GetString());
        Assert.Equal((int)ExitCode.UsageError, run.Document.GetProperty("exitCode").GetInt32());
        Assert.Equal("UsageError", run.Document.GetProperty("exit").GetString());
        Assert.Contains("--help", run.Document.GetProperty("error").GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Hostile_argument_does_not_reach_the_terminal()
    {
        var run = await CliRun.Of("trigger", "cards\u001b[2J\u202e", "ORDER-1", "captured");

        Assert.DoesNotContain('\u001b', run.Error);
        Assert.DoesNotContain('\u202e', run.Error);
        Assert.Contains("\\u{001B}[2J", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_state_lists_the_states_of_the_gateway_in_their_order()
    {
        var run = await CliRun.Of("trigger", "cards", "ORDER-1", "nonsense");

        Assert.Contains(
            "  Use one of authorized, canceled, captured, chargeback, declined, error, pending, refund-pending, refunded, reversed, or add "
            + "--force for any other value.",
            run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_the_commands()
    {
        var run = await CliRun.Of("--help");

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Contains("simulate", run.Out, StringComparison.Ordinal);
        Assert.Contains("trigger", run.Out, StringComparison.Ordinal);
    }
}
