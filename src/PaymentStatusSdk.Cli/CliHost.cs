namespace PaymentStatusSdk.Cli;

/// <summary>The surroundings of the commands, so that tests run the real commands in process.</summary>
internal sealed record CliHost
{
    private const int StandardWidth = 80;

    /// <summary>The standard output: results only.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>The standard error: errors, and progress while a command runs.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The folder in which a command looks for the configuration.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the standard output is a terminal that shows colors.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether the standard error is a terminal, on which a line can be rewritten.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>The number of columns of the terminal.</summary>
    public int Width { get; init; } = StandardWidth;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static CliHost OfProcess() => OfProcess(
        Console.IsOutputRedirected, Console.IsErrorRedirected, Environment.GetEnvironmentVariable("TERM"), () => Console.WindowWidth);

    /// <summary>Returns the surroundings of this process.</summary>
    /// <param name="isOutputRedirected">Whether the standard output goes to a file or a pipe.</param>
    /// <param name="isErrorRedirected">Whether the standard error goes to a file or a pipe.</param>
    /// <param name="terminal">The type of the terminal; null when it is not known.</param>
    /// <param name="columns">Reads the number of columns of the terminal.</param>
    public static CliHost OfProcess(bool isOutputRedirected, bool isErrorRedirected, string? terminal, Func<int> columns) => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        Folder = Environment.CurrentDirectory,
        IsTerminal = !isOutputRedirected,
        IsErrorTerminal = CanRewrite(isErrorRedirected, terminal),
        Width = WidthOfTerminal(columns),
    };

    /// <summary>Whether a line of a stream can be rewritten.</summary>
    /// <param name="isRedirected">Whether the stream goes to a file or a pipe.</param>
    /// <param name="terminal">The type of the terminal; null when it is not known.</param>
    public static bool CanRewrite(bool isRedirected, string? terminal) => !isRedirected && terminal is not "dumb";

    /// <summary>Returns the width for a number of columns; some terminals report none.</summary>
    public static int WidthOf(int columns) => columns > 0 ? columns : StandardWidth;

    private static int WidthOfTerminal(Func<int> columns)
    {
        try
        {
            return WidthOf(columns());
        }
        catch (IOException)
        {
            return StandardWidth;
        }
    }
}
