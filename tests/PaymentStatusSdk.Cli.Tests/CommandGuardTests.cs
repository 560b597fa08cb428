using System.CommandLine;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Tests;

public class CommandGuardTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_of_a_command_is_its_exit_code()
    {
        var run = await RunToItsEndAsync((_, _) => Task.FromResult(ExitCode.Returned));

        Assert.Equal((ExitCode.Returned, "", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task Error_has_its_code_and_its_advice()
    {
        var run = await RunToItsEndAsync((_, _) => throw new CliException(ExitCode.Refused, "It is not parked.", "See history."));

        Assert.Equal((ExitCode.Refused, ""), (run.Code, run.Out));
        Assert.Equal("error: It is not parked.\n  See history.\n", run.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Stopped_command_has_a_code_of_its_own()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var run = await RunAsync(
            async (_, cancellationToken) =>
            {
                await stop.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
                return ExitCode.Success;
            },
            stop.Token);

        Assert.Equal(ExitCode.Canceled, run.Code);
        Assert.Contains("The command was stopped.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_without_a_signal_of_the_user_is_a_defect()
    {
        var run = await RunToItsEndAsync((_, _) => throw new OperationCanceledException("canary-secret"));

        Assert.Equal(ExitCode.InternalError, run.Code);
        Assert.StartsWith("error: System.OperationCanceledException at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defect_is_reported_by_type_and_place_and_without_its_message()
    {
        var run = await RunToItsEndAsync((_, _) => throw new InvalidOperationException("canary-secret"));

        Assert.Equal(ExitCode.InternalError, run.Code);
        Assert.StartsWith("error: System.InvalidOperationException at ", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("canary-secret", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing is known about the payment.", run.Error, StringComparison.Ordinal);
        // Only the first line of the stack trace, without the end of the line.
        Assert.DoesNotContain("\\u{", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_to_write_an_error_is_not_hidden()
    {
        using var error = new BrokenOnce();
        var host = new CliHost { Out = TextWriter.Null, Error = error, Folder = Path.GetTempPath() };

        await Assert.ThrowsAsync<IOException>(
            () => CliApplication.RunAsync(["get", "cards", "ORDER-1", "--config", "nowhere"], host, Ct));
    }

    private static Task<CliRun> RunToItsEndAsync(Func<CliOutput, CancellationToken, Task<ExitCode>> run) => RunAsync(run, Ct);

    private static async Task<CliRun> RunAsync(
        Func<CliOutput, CancellationToken, Task<ExitCode>> run, CancellationToken cancellationToken)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CliHost { Out = output, Error = error, Folder = "." };
        var command = new Command("get", "The command of a test");
        command.SetAction(host, (_, written, token) => run(written, token));
        var exit = await command.Parse(Array.Empty<string>()).InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken);
        return new CliRun(exit, output.ToString(), error.ToString());
    }

    private sealed class BrokenOnce : StringWriter
    {
        private bool _isBroken = true;

        public override void WriteLine(string? value)
        {
            if (!_isBroken) return;
            _isBroken = false;
            throw new IOException("The pipe is closed.");
        }
    }
}
