using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Cli.Record;
using PaymentStatusSdk.Cli.Simulate;
using PaymentStatusSdk.Cli.Trigger;

namespace PaymentStatusSdk.Cli;

/// <summary>The commands of the tool, and what happens around each of them.</summary>
internal static class CliApplication
{
    public const string Name = "paymentstatus";

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Write one JSON document on one line instead of text",
        Recursive = true,
    };

    /// <summary>Runs a command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliHost host, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Queries payments, follows them in the store, and simulates the gateways.")
        {
            DoctorCommand.Create(host),
            GetCommand.Create(host),
            WatchCommand.Create(host),
            ListCommand.Create(host),
            HistoryCommand.Create(host),
            OperationCommands.CreateCheck(host),
            RecordCommand.Create(host),
            OperationCommands.CreateRedeliver(host),
            OperationCommands.CreateResolve(host),
            OperationCommands.CreateStop(host),
            SimulateCommand.Create(host),
            TriggerCommand.Create(host),
        };
        root.Options.Add(Json);
        // No response files: an argument that begins with @ is a reference like any other. No bundling: -output is not -o utput.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Action is ParseErrorAction)
        {
            return (int)OutputOf(host, parsed).Error(
                ExitCode.UsageError,
                string.Join(' ', parsed.Errors.Select(error => error.Message.ReplaceLineEndings(" ").Replace('\t', ' '))),
                $"See: {CommandPath(parsed)} --help");
        }

        // The parser takes a mistyped option for a value, where the command or the option before it accepts one more.
        if (FindMistypedOption(args, parsed) is { } mistyped)
        {
            return (int)OutputOf(host, parsed).Error(
                ExitCode.UsageError, $"{mistyped} is not an option of this command.", $"See: {CommandPath(parsed)} --help");
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = host.Out,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                // StopSignal handles signals. The handler of System.CommandLine ends the process two seconds after a signal, which is too
                // early on a busy machine.
                ProcessTerminationTimeout = null,
            },
            cancellationToken);
    }

    /// <summary>Makes a method the action of a command: its errors become an exit code and a text that says what to do.</summary>
    public static void SetAction(
        this Command command, CliHost host, Func<ParseResult, CliOutput, CancellationToken, Task<ExitCode>> run) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = OutputOf(host, parsed);
            return (int)await GuardAsync(output, () => run(parsed, output, cancellationToken), cancellationToken);
        });

    private static async Task<ExitCode> GuardAsync(CliOutput output, Func<Task<ExitCode>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (CliException exception)
        {
            return output.Error(exception.Code, exception.Message, exception.Advice);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return output.Error(ExitCode.Canceled, "The command was stopped.", "Run it again for a result.");
        }
        catch (Exception exception)
        {
            // The message is left out: it could quote a credential or an answer.
            var frame = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim();
            return output.Error(
                ExitCode.InternalError, $"{exception.GetType().FullName} {frame}",
                "This is a defect of the tool: report it with this line. Nothing is known about the payment.");
        }
    }

    private static CliOutput OutputOf(CliHost host, ParseResult parsed) =>
        new(host, parsed.CommandResult.Command is RootCommand ? Name : parsed.CommandResult.Command.Name, parsed.GetValue(Json));

    // A text after -- is never an option. The value of --reference=-A is not one either: it is not an argument of its own in args.
    private static string? FindMistypedOption(IReadOnlyList<string> args, ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument).Select(token => token.Value)
        .FirstOrDefault(text => IsLikeOption(text) && args.Contains(text));

    private static bool IsLikeOption(string text) =>
        text is ['-', '-', var letter, ..] ? char.IsLetter(letter) : text is ['-', var first, ..] && char.IsLetter(first);

    private static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? Name : $"{Name} {parsed.CommandResult.Command.Name}";
}
