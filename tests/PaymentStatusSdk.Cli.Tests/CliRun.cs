using System.Text.Json;

namespace PaymentStatusSdk.Cli.Tests;

/// <summary>Runs a real command in this process.</summary>
internal sealed record CliRun(int Exit, string Out, string Error)
{
    public ExitCode Code => (ExitCode)Exit;

    /// <summary>Gets the document of a command that ran with --json: exactly one line.</summary>
    public JsonElement Document => JsonDocument.Parse(Assert.Single(Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement;

    public JsonElement Data => Document.GetProperty("data");

    public static Task<CliRun> Of(params string[] args) => In(Path.GetTempPath(), args);

    public static Task<CliRun> In(string folder, params string[] args) =>
        In(folder, TestContext.Current.CancellationToken, args);

    public static Task<CliRun> In(string folder, CancellationToken cancellationToken, params string[] args) =>
        In(folder, TimeProvider.System, cancellationToken, args);

    public static async Task<CliRun> In(string folder, TimeProvider clock, CancellationToken cancellationToken, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CliHost { Out = output, Error = error, Folder = folder, Clock = clock };
        var exit = await CliApplication.RunAsync(args, host, cancellationToken);
        return new CliRun(exit, output.ToString(), error.ToString());
    }
}
