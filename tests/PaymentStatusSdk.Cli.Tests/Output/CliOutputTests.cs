using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Trigger;

namespace PaymentStatusSdk.Cli.Tests.Output;

public sealed class CliOutputTests : IDisposable
{
    private static readonly TriggerData Data = new()
    {
        Gateway = "ppro",
        GatewayReference = "7",
        MerchantReference = "sale<7>",
        Created = true,
        To = "SUCCEEDED",
        Notification = NotificationOutcome.Rejected,
        NotificationStatus = 404,
    };

    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Document_is_one_line_with_the_data()
    {
        var code = OutputOf(isJson: true).Result(ExitCode.Failed, Data, CliJson.Default.TriggerData, _ => Assert.Fail("Text was shown."));

        Assert.Equal(ExitCode.Failed, code);
        Assert.Equal(
            "{\"schema\":\"paymentstatus/1\",\"command\":\"trigger\",\"exitCode\":10,\"exit\":\"Failed\",\"data\":{\"gateway\":\"ppro\","
            + "\"gatewayReference\":\"7\",\"merchantReference\":\"sale\\u003C7\\u003E\",\"created\":true,\"to\":\"SUCCEEDED\","
            + "\"notification\":\"Rejected\",\"notificationStatus\":404}}\n",
            _out.ToString());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void Document_of_an_error_has_no_data()
    {
        var code = OutputOf(isJson: true).Error(ExitCode.Refused, "a\u001bb", "c\u202ed");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Equal(
            "{\"schema\":\"paymentstatus/1\",\"command\":\"trigger\",\"exitCode\":6,\"exit\":\"Refused\",\"error\":{\"message\":"
            + "\"a\\\\u{001B}b\",\"advice\":\"c\\\\u{202E}d\"}}\n",
            _out.ToString());
        Assert.Empty(_error.ToString());
    }

    // A program reads the document of simulate while the command runs.
    [Fact]
    public void Document_is_not_kept_in_a_buffer()
    {
        using var stream = new MemoryStream();
        using var writer = new StreamWriter(stream);
        var host = new CliHost { Out = writer, Error = _error, Folder = "." };

        new CliOutput(host, "trigger", isJson: true).Error(ExitCode.Refused, "a", "b");

        Assert.Equal((byte)'\n', stream.ToArray()[^1]);
    }

    [Fact]
    public void Error_as_text_is_two_lines_on_the_standard_error()
    {
        var code = OutputOf(isJson: false).Error(ExitCode.Refused, "a\u001bb", "c\u202ed");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Equal("error: a\\u{001B}b\n  c\\u{202E}d\n", _error.ToString());
        Assert.Empty(_out.ToString());
    }

    [Fact]
    public void Progress_is_shown_only_with_text()
    {
        OutputOf(isJson: true).Progress("silent");
        OutputOf(isJson: false).Progress("query\u001b 1");

        Assert.Equal("query\\u{001B} 1\n", _error.ToString());
        Assert.Empty(_out.ToString());
    }

    [Fact]
    public void Text_of_a_result_has_no_colors_and_wraps_at_160_columns()
    {
        var text = string.Join(' ', Enumerable.Repeat("123456789", 40));

        var code = OutputOf(isJson: false).Result(ExitCode.Undecided, Data, CliJson.Default.TriggerData, console =>
        {
            Assert.Equal(160, console.Profile.Width);
            Assert.Equal(Spectre.Console.ColorSystem.NoColors, console.Profile.Capabilities.ColorSystem);
            Assert.False(console.Profile.Capabilities.Interactive);
            console.Write(new Spectre.Console.Text(text, new Spectre.Console.Style(Spectre.Console.Color.Red)));
        });

        Assert.Equal(ExitCode.Undecided, code);
        Assert.DoesNotContain('\u001b', _out.ToString());
        Assert.InRange(_out.ToString().Split('\n')[0].TrimEnd().Length, 150, 160);
        Assert.DoesNotContain("schema", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, Spectre.Console.AnsiSupport.Detect, Spectre.Console.ColorSystemSupport.Detect)]
    [InlineData(false, Spectre.Console.AnsiSupport.No, Spectre.Console.ColorSystemSupport.NoColors)]
    public void Text_has_colors_only_on_a_terminal_that_shows_them(
        bool isTerminal, Spectre.Console.AnsiSupport ansi, Spectre.Console.ColorSystemSupport colors)
    {
        var host = new CliHost { Out = _out, Error = _error, Folder = ".", IsTerminal = isTerminal };

        var settings = CliOutput.SettingsOf(host);

        Assert.Equal(
            (ansi, colors, Spectre.Console.InteractionSupport.No), (settings.Ansi, settings.ColorSystem, settings.Interactive));
        Assert.False(settings.Enrichment?.UseDefaultEnrichers);
    }

    [Fact]
    public void Text_on_a_terminal_has_the_width_of_the_terminal()
    {
        var host = new CliHost { Out = _out, Error = _error, Folder = ".", IsTerminal = true };
        var width = 0;

        new CliOutput(host, "trigger", isJson: false).Result(
            ExitCode.Success, Data, CliJson.Default.TriggerData, console => width = console.Profile.Width);

        Assert.Equal(new Spectre.Console.AnsiConsoleOutput(_out).Width, width);
    }

    [Theory]
    [InlineData(false, "xterm", true)]
    [InlineData(false, null, true)]
    [InlineData(false, "dumb", false)]
    [InlineData(true, "xterm", false)]
    public void Line_is_rewritten_only_on_a_terminal_that_can(bool isRedirected, string? terminal, bool canRewrite) =>
        Assert.Equal(canRewrite, CliHost.CanRewrite(isRedirected, terminal));

    [Theory]
    [InlineData(-1, 80)]
    [InlineData(0, 80)]
    [InlineData(1, 1)]
    [InlineData(120, 120)]
    public void Terminal_that_reports_no_columns_has_the_usual_width(int columns, int width) =>
        Assert.Equal(width, CliHost.WidthOf(columns));

    [Theory]
    [InlineData(false, false, "xterm", true, true)]
    [InlineData(true, false, "xterm", false, true)]
    [InlineData(false, true, "xterm", true, false)]
    [InlineData(false, false, "dumb", true, false)]
    public void Stream_that_is_not_redirected_is_a_terminal(
        bool isOutputRedirected, bool isErrorRedirected, string terminal, bool isTerminal, bool isErrorTerminal)
    {
        var host = CliHost.OfProcess(isOutputRedirected, isErrorRedirected, terminal, () => 120);

        Assert.Equal((isTerminal, isErrorTerminal, 120), (host.IsTerminal, host.IsErrorTerminal, host.Width));
    }

    [Fact]
    public void Terminal_whose_columns_cannot_be_read_has_the_usual_width() =>
        Assert.Equal(80, CliHost.OfProcess(true, true, "xterm", () => throw new IOException()).Width);

    [Fact]
    public void Kind_of_the_output_is_known()
    {
        Assert.True(OutputOf(isJson: true).IsJson);
        Assert.False(OutputOf(isJson: false).IsJson);
    }

    [Fact]
    public void Host_of_tests_has_80_columns_and_no_terminal()
    {
        var host = new CliHost { Out = _out, Error = _error, Folder = "." };

        Assert.Equal(
            (80, false, false, TimeProvider.System), (host.Width, host.IsTerminal, host.IsErrorTerminal, host.Clock));
    }

    [Fact]
    public void Host_of_the_process_uses_its_streams_and_folder()
    {
        var host = CliHost.OfProcess();

        Assert.Equal(Environment.CurrentDirectory, host.Folder);
        Assert.Equal(!Console.IsOutputRedirected, host.IsTerminal);
        Assert.Equal(CliHost.CanRewrite(Console.IsErrorRedirected, Environment.GetEnvironmentVariable("TERM")), host.IsErrorTerminal);
        Assert.True(host.Width > 0);
        Assert.Same(TimeProvider.System, host.Clock);
    }

    private CliOutput OutputOf(bool isJson) =>
        new(new CliHost { Out = _out, Error = _error, Folder = "." }, "trigger", isJson);
}
