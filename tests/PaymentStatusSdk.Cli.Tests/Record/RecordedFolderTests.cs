using System.Text;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Record;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>The folder of a recording, the last search for secrets, and the text about it, without a gateway.</summary>
public sealed class RecordedFolderTests : IDisposable
{
    private readonly MerchantFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folder_is_new_or_empty()
    {
        var (empty, file) = (Path.Combine(_folder.Path, "empty"), Path.Combine(_folder.Path, "file"));
        Directory.CreateDirectory(empty);
        File.WriteAllText(file, "mine");

        RecordCommand.RequireEmpty(Path.Combine(_folder.Path, "new"));
        RecordCommand.RequireEmpty(empty);

        foreach (var path in new[] { file, _folder.Path })
        {
            var exception = Assert.Throws<CliException>(() => RecordCommand.RequireEmpty(path));
            Assert.Equal((ExitCode.UsageError, $"{path} is not an empty folder."), (exception.Code, exception.Message));
        }
    }

    [Fact]
    public void Folder_that_cannot_be_written_is_an_error_of_usage()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "mine");

        var exception = Assert.Throws<CliException>(() => RecordCommand.Save(Recording("OK"), Path.Combine(file, "below")));

        Assert.Equal((ExitCode.UsageError, "Name another folder with --output."), (exception.Code, exception.Advice));
    }

    // No file can have the name of the folder itself.
    [Fact]
    public void File_without_access_is_an_error_of_usage()
    {
        var recording = Recording("OK");
        var exchange = recording.Queries[0].Exchanges[0] with { AnswerFile = "." };
        var denied = recording with { Queries = [recording.Queries[0] with { Exchanges = [exchange] }] };

        var exception = Assert.Throws<CliException>(() => RecordCommand.Save(denied, Path.Combine(_folder.Path, "new")));

        Assert.Equal((ExitCode.UsageError, "Name another folder with --output."), (exception.Code, exception.Advice));
    }

    [Fact]
    public void Path_that_is_no_path_is_a_defect() =>
        Assert.Throws<ArgumentException>(() => RecordCommand.Save(Recording("OK"), "a\0b"));

    // The manifest has the method POST and the made-up credential "password"; the answer has the code Abc.
    [Theory]
    [InlineData("abc", true)]
    [InlineData("post", false)]
    [InlineData("password", false)]
    [InlineData("convergegate", true)]
    [InlineData("something-else", false)]
    public void Secret_in_a_message_counts_and_in_the_manifest_only_a_long_one_that_is_not_made_up(string secret, bool isFound)
    {
        var found = RecordCommand.FindSecret([new RecordingSecret("Shop:Secret", secret)], Recording("Abc"));

        Assert.Equal(isFound ? "Shop:Secret" : null, found?.Key);
    }

    [Fact]
    public void Reading_is_the_failure_or_the_state_or_the_outcome()
    {
        var answered = new RecordedReading { Outcome = LookupOutcome.Answered, State = PaymentState.Captured };

        Assert.Equal("Captured", RecordCommand.ReadingOf(answered));
        Assert.Equal("NotFound", RecordCommand.ReadingOf(answered with { Outcome = LookupOutcome.NotFound }));
        Assert.Equal("Timeout", RecordCommand.ReadingOf(answered with { Failure = TransactionStatusErrorKind.Timeout }));
    }

    [Fact]
    public void Text_names_each_query_and_warns_before_publication()
    {
        var data = new RecordData
        {
            Folder = "new\u001bfolder",
            Queries = [new RecordedQueryData { Reference = "ORDER-1", RecordedAs = "AAAAA-1", Reading = "Captured", Exchanges = 2 }],
        };
        var screen = new StringWriter();

        new CliOutput(new CliHost { Out = screen, Error = TextWriter.Null, Folder = "." }, "record", isJson: false).Result(
            ExitCode.Success, data, CliJson.Default.RecordData, console => RecordCommand.Show(console, data));

        Assert.Equal(
            "ORDER-1: Captured, recorded as AAAAA-1 (exchanges: 2)\nRecorded in new\\u{001B}folder, and replayed with the same results.\n"
            + "Read every file before you publish it: states, codes, amounts and the names of fields are as received.\n",
            screen.ToString().ReplaceLineEndings("\n"));
    }

    private static GatewayRecording Recording(string code)
    {
        var client = new MerchantClient(
            "shop", GatewayProvider.ConvergeGate, new ConfigurationBuilder().AddInMemoryCollection().Build().GetSection("Shop"));
        var builder = new RecordingBuilder(client, []);
        var exchange = new RawExchange
        {
            Method = HttpMethod.Post,
            Url = new Uri("https://x.example/"),
            RequestHeaders = new Dictionary<string, string>(),
            Request = "<c/>"u8.ToArray(),
            Answer = Encoding.UTF8.GetBytes($"<transaction><result>{code}</result></transaction>"),
        };
        builder.Add(TransactionQuery.ByMerchantReference("ORDER-1"), [exchange], new RecordedReading());
        return builder.Build(DateTimeOffset.UnixEpoch);
    }
}
