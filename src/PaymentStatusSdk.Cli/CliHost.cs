namespace PaymentStatusSdk.Cli;

/// <summary>The surroundings of the commands, so that tests run the real commands in process.</summary>
internal sealed record CliHost
{
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
    public int Width { get; init; } = 80;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static CliHost OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        Folder = Environment.CurrentDirectory,
        IsTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb",
        Width = WidthOfTerminal(),
    };

    private static int WidthOfTerminal()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
