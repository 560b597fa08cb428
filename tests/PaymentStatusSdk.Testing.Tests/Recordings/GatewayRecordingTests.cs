using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Testing.Tests.Recordings;

public sealed class GatewayRecordingTests : IDisposable
{
    private const string Outside = "The manifest names a file outside its folder.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string Folder => Path.Combine(_folder.FullName, "recording");

    private string Manifest => Path.Combine(Folder, "manifest.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Saved_recording_is_loaded_with_its_bodies()
    {
        var saved = RecordingSample.Of(
            RecordingSample.Exchange("a=\u00e9", "b") with { Posts = [RecordingSample.Post("c")] });

        saved.Save(Folder);
        var loaded = GatewayRecording.Load(Folder);

        Assert.Equal(
            ["answer.txt", "manifest.json", "post.txt", "request.txt"],
            Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(
            ("paymentstatus-recording/1", "ppro", "0.1.0", new DateOnly(2026, 1, 2)),
            (loaded.Format, loaded.Provider, loaded.SdkVersion, loaded.RecordedOn));
        Assert.Equal(saved.Settings, loaded.Settings);
        var query = Assert.Single(loaded.Queries);
        Assert.Equal(("m-1", TransactionKind.Purchase), (query.MerchantReference, query.Kind));
        Assert.Null(query.GatewayReference);
        Assert.Equal(PaymentState.Captured, query.Expected.State);
        Assert.Equal([StatusAnomalyKind.TooEarly], query.Expected.Anomalies);
        var exchange = Assert.Single(query.Exchanges);
        Assert.Equal(("POST", "http://gateway.example/status", 200), (exchange.Method, exchange.Url, exchange.Status));
        Assert.Equal([(byte)'a', (byte)'=', 0xE9], exchange.Request.ToArray());
        Assert.Equal("b"u8.ToArray(), exchange.Answer.ToArray());
        Assert.Equal("7", exchange.AnswerHeaders["Retry-After"]);
        Assert.Equal("*/*", exchange.RequestHeaders["Accept"]);
        var post = Assert.Single(exchange.Posts);
        Assert.Equal(("text/xml", "post.txt"), (post.ContentType, post.File));
        Assert.Equal("c"u8.ToArray(), post.Content.ToArray());
    }

    [Fact]
    public void Files_are_the_manifest_and_the_bodies_in_order()
    {
        var recording = RecordingSample.Of(RecordingSample.Exchange("a", "b") with { Posts = [RecordingSample.Post("c")] });

        var files = recording.Files().ToArray();

        Assert.Equal(["manifest.json", "request.txt", "answer.txt", "post.txt"], files.Select(file => file.Name));
        Assert.Equal(["a", "b", "c"], files[1..].Select(file => Encoding.ASCII.GetString(file.Content.Span)));
        var manifest = Encoding.UTF8.GetString(files[0].Content.Span);
        Assert.StartsWith("{", manifest, StringComparison.Ordinal);
        Assert.EndsWith("}\n", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void Recording_is_not_saved_to_a_folder_with_files()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "");

        Assert.Throws<IOException>(() => RecordingSample.Of(RecordingSample.Exchange("a", "b")).Save(Folder));

        Assert.Single(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData("{", typeof(JsonException))]
    [InlineData("{}", typeof(JsonException))]
    [InlineData(null, typeof(DirectoryNotFoundException))]
    public void Missing_and_invalid_manifests_are_refused_with_their_cause(string? manifest, Type cause)
    {
        if (manifest is not null)
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(Manifest, manifest);
        }

        var exception = Assert.Throws<InvalidDataException>(() => GatewayRecording.Load(Folder));

        Assert.True(cause.IsInstanceOfType(exception.InnerException));
        Assert.Contains(exception.InnerException!.Message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_that_is_a_folder_is_refused()
    {
        Directory.CreateDirectory(Manifest);

        Assert.Throws<InvalidDataException>(() => GatewayRecording.Load(Folder));
    }

    [Theory]
    [InlineData("paymentstatus-recording/2")]
    [InlineData("")]
    public void Manifest_of_another_format_is_refused(string format)
    {
        Change(root => root["format"] = format);

        AssertRefused("has a format that this package does not read.");
    }

    [Fact]
    public void Manifest_that_is_null_is_refused()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Manifest, "null");

        AssertRefused("has a format that this package does not read.");
    }

    // The other entry of each list is complete.
    [Theory]
    [InlineData("settings.Login")]
    [InlineData("queries.1")]
    [InlineData("queries.1.exchanges.1")]
    [InlineData("queries.1.exchanges.1.posts.1")]
    [InlineData("queries.1.exchanges.1.requestHeaders.Accept")]
    [InlineData("queries.1.exchanges.1.answerHeaders.Retry-After")]
    public void Manifest_with_an_entry_that_is_null_is_refused(string path)
    {
        var parts = path.Split('.');
        Change(root =>
        {
            var parent = parts[..^1].Aggregate(root, (node, part) => part == "1" ? node[1]! : node[part]!);
            if (parts[^1] == "1") parent[1] = null;
            else parent[parts[^1]] = null;
        });

        AssertRefused("has an entry that is null.");
    }

    [Theory]
    [InlineData("requestFile", "..")]
    [InlineData("requestFile", ".")]
    [InlineData("requestFile", "")]
    [InlineData("requestFile", "../recording/request.txt")]
    [InlineData("answerFile", "./answer.txt")]
    [InlineData("answerFile", "answer.txtNUL")]
    [InlineData("file", "/post.txt")]
    public void Manifest_that_names_a_file_outside_its_folder_is_refused(string member, string name)
    {
        name = name.Replace("NUL", "\0", StringComparison.Ordinal);
        Change(root =>
        {
            var exchange = root["queries"]![1]!["exchanges"]![1]!;
            if (member == "file") exchange["posts"]![1]![member] = name;
            else exchange[member] = name;
        });

        Assert.Equal(Outside, Assert.Throws<InvalidDataException>(() => GatewayRecording.Load(Folder)).Message);
    }

    [Theory]
    [InlineData("request.txt")]
    [InlineData("answer.txt")]
    [InlineData("post.txt")]
    public void Recording_without_one_of_its_files_is_refused(string file)
    {
        Change(_ => { });
        GatewayRecording.Load(Folder);
        File.Delete(Path.Combine(Folder, file));

        Assert.IsType<FileNotFoundException>(
            Assert.Throws<InvalidDataException>(() => GatewayRecording.Load(Folder)).InnerException);
    }

    private void Change(Action<JsonNode> change)
    {
        var exchange = RecordingSample.Exchange("a", "b") with { Posts = [RecordingSample.Post("c"), RecordingSample.Post("c")] };
        RecordingSample.Of(RecordingSample.Query("m-1", exchange, exchange), RecordingSample.Query("m-2", exchange, exchange)).Save(Folder);
        var root = JsonNode.Parse(File.ReadAllText(Manifest))!;
        change(root);
        File.WriteAllText(Manifest, root.ToJsonString());
    }

    private void AssertRefused(string text)
    {
        var exception = Assert.Throws<InvalidDataException>(() => GatewayRecording.Load(Folder));

        Assert.Equal($"manifest.json in {Folder} {text}", exception.Message);
        Assert.Null(exception.InnerException);
    }
}
