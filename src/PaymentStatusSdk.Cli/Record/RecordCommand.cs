using System.CommandLine;
using System.Globalization;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Cli.Record.Redaction;
using PaymentStatusSdk.Simulators.Recordings;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Record;

/// <summary><c>paymentstatus record</c>: queries a real account, and writes the exchanges without secrets and personal data.</summary>
internal static class RecordCommand
{
    private static readonly Argument<string[]> References = new("references")
    {
        Description = "The merchant references (order numbers) to query, one after the other",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "The folder for the recording; it must be empty, or is created",
        Required = true,
    };

    public static Command Create(CliHost host)
    {
        var command = new Command("record", "Query a real account, and write the exchanges without secrets as a fixture for tests")
        {
            QueryOptions.Client, References, Output, QueryOptions.ByGateway, QueryOptions.Kind, QueryOptions.Listen,
        };
        ConfigurationOptions.AddTo(command);
        command.SetAction(host, (parsed, output, cancellationToken) => RunAsync(parsed, host, output, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        ParseResult parsed, CliHost host, CliOutput output, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(parsed.GetRequiredValue(Output), host.Folder);
        RequireEmpty(folder);
        var queries = parsed.GetRequiredValue(References).Distinct(StringComparer.Ordinal)
            .Select(reference => (Reference: reference, Query: QueryOptions.QueryOf(parsed, reference))).ToArray();
        var configuration = ConfigurationOptions.Load(parsed, host);
        output.Redactor = configuration.Redactor;
        var client = MerchantClients.Get(configuration, parsed.GetRequiredValue(QueryOptions.Client));
        var secrets = RecordingSecrets.Of(client, configuration.Root);
        var listen = parsed.GetValue(QueryOptions.Listen);
        var builder = new RecordingBuilder(client, secrets);
        await new RecordingSession(client, listen, host.Clock, output).RunAsync(
            queries.Select(one => one.Query), builder, cancellationToken);

        var recording = builder.Build(host.Clock.GetUtcNow());
        if (FindSecret(secrets, recording) is { } found)
        {
            throw new CliException(
                ExitCode.Refused, $"Nothing was written: the recording would have contained the value of {found.Key}.",
                "Change the value if it is an ordinary word, or record another payment. Report this line if it happens again.");
        }

        output.Progress("replaying the recording ...");
        var differences = await RecordingReplay.RunAsync(client, recording, listen, host.Clock, cancellationToken);
        if (differences is not [])
        {
            throw new CliException(
                ExitCode.Refused,
                $"Nothing was written: without its secrets, the recording is read differently. {string.Join(' ', differences)}",
                "Record another payment, or report this line.");
        }

        Save(recording, folder);
        var data = DataOf(folder, recording, [.. queries.Select(one => one.Reference)]);
        return output.Result(ExitCode.Success, data, CliJson.Default.RecordData, console => Show(console, data));
    }

    /// <summary>Returns a secret that a recording contains; null when there is none.</summary>
    public static RecordingSecret? FindSecret(IReadOnlyCollection<RecordingSecret> secrets, GatewayRecording recording)
    {
        // The manifest has made-up credentials and words of its own, one of which a bad password may equal.
        var ofManifest = secrets.Where(secret => !secret.IsShort && !recording.Settings.Values.Contains(secret.Value));
        var files = recording.Files().ToLookup(file => file.Name == GatewayRecording.ManifestFile, file => file.Content);
        return SecretScan.Find(secrets, files[false]) ?? SecretScan.Find(ofManifest, files[true]);
    }

    /// <exception cref="CliException">The path is no new or empty folder.</exception>
    public static void RequireEmpty(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new CliException(ExitCode.UsageError, $"{folder} is not an empty folder.", "Name a new folder with --output.");
    }

    /// <summary>Writes a recording to a folder.</summary>
    /// <exception cref="CliException">The folder cannot be written.</exception>
    public static void Save(GatewayRecording recording, string folder)
    {
        try
        {
            recording.Save(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.UsageError, exception.Message, "Name another folder with --output.");
        }
    }

    private static RecordData DataOf(string folder, GatewayRecording recording, string[] references) => new()
    {
        Folder = folder,
        Queries =
        [
            .. recording.Queries.Zip(references, (query, reference) => new RecordedQueryData
            {
                Reference = reference,
                RecordedAs = (query.MerchantReference ?? query.GatewayReference)!,
                Reading = ReadingOf(query.Expected),
                Exchanges = query.Exchanges.Count,
            }),
        ],
    };

    /// <summary>Returns the state or outcome of a query; for one that failed, the kind of the failure.</summary>
    public static string ReadingOf(RecordedReading reading) => reading.Failure?.ToString()
        ?? (reading.Outcome == LookupOutcome.Answered ? reading.State.ToString() : reading.Outcome.ToString());

    /// <summary>Shows a recording to a person.</summary>
    public static void Show(IAnsiConsole console, RecordData data)
    {
        foreach (var query in data.Queries)
        {
            console.WriteLine(TerminalText.Clean(
                $"{query.Reference}: {query.Reading}, recorded as {query.RecordedAs} (exchanges: "
                + $"{query.Exchanges.ToString(CultureInfo.InvariantCulture)})"));
        }

        console.WriteLine(TerminalText.Clean($"Recorded in {data.Folder}, and replayed with the same results."));
        console.WriteLine("Read every file before you publish it: states, codes, amounts and the names of fields are as received.");
    }
}
