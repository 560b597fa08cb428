using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Output;

/// <summary>Writes the result of one command: as text for people, or as JSON for programs.</summary>
internal sealed class CliOutput(CliHost host, string command, bool isJson)
{
    /// <summary>The width of text that goes to a file or a pipe.</summary>
    private const int WidthInAFile = 160;

    public bool IsJson => isJson;

    /// <summary>Removes the secrets of the merchant's configuration from errors and progress.</summary>
    public OutputRedactor Redactor { get; set; } = OutputRedactor.None;

    /// <summary>Writes the result: the data with --json, and what <paramref name="show"/> prints without.</summary>
    public ExitCode Result<T>(ExitCode code, T data, JsonTypeInfo<T> type, Action<IAnsiConsole> show)
    {
        if (isJson) Write(code, JsonSerializer.SerializeToNode(data, type), error: null);
        else show(Console());
        return code;
    }

    /// <summary>Writes an error with the next step.</summary>
    public ExitCode Error(ExitCode code, string message, string advice)
    {
        if (isJson)
        {
            Write(code, data: null, new CliDocumentError { Message = Clean(message), Advice = Clean(advice) });
        }
        else
        {
            host.Error.WriteLine($"error: {Clean(message)}");
            host.Error.WriteLine($"  {Clean(advice)}");
        }

        return code;
    }

    /// <summary>Writes a line about the progress of the command to the standard error; nothing with --json.</summary>
    public void Progress(string text)
    {
        if (!isJson) host.Error.WriteLine(Clean(text));
    }

    private string Clean(string text) => TerminalText.Clean(Redactor.Redact(text));

    private void Write(ExitCode code, JsonNode? data, CliDocumentError? error)
    {
        var document = new CliDocument
        {
            Command = command,
            ExitCode = (int)code,
            Exit = code.ToString(),
            Data = data,
            Error = error,
        };
        host.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Default.CliDocument));
        host.Out.Flush();
    }

    /// <summary>Returns the settings of the console for the text of a result.</summary>
    public static AnsiConsoleSettings SettingsOf(CliHost host) => new()
    {
        Out = new AnsiConsoleOutput(host.Out),
        Ansi = host.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = host.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        // A build server must not switch colors on.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    };

    private IAnsiConsole Console()
    {
        var console = AnsiConsole.Create(SettingsOf(host));
        if (!host.IsTerminal) console.Profile.Width = WidthInAFile;
        return console;
    }
}
