using System.Text.Json.Nodes;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>A recording may come from another person, so a bad manifest is refused with one type of exception.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly MerchantFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_folder.Path, "recording");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("null")]
    public async Task Manifest_of_another_format_is_refused(string manifest)
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, GatewayRecording.ManifestFile), manifest, Ct);

        Assert.Throws<InvalidDataException>(() => GatewayRecording.Load(Folder));
    }

    [Fact]
    public async Task Manifest_of_a_later_version_is_refused()
    {
        var manifest = (await File.ReadAllTextAsync(Path.Combine(Replay.Samples, "ppro", GatewayRecording.ManifestFile), Ct))
            .Replace("recording/1", "recording/2", StringComparison.Ordinal);
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, GatewayRecording.ManifestFile), manifest, Ct);

        var exception = Assert.Throws<InvalidDataException>(() => GatewayRecording.Load(Folder));

        Assert.Contains("has a format that", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.provider", "null")]
    [InlineData("$.settings", "null")]
    [InlineData("$.settings.Login", "null")]
    [InlineData("$.queries", "null")]
    [InlineData("$.queries.0", "null")]
    [InlineData("$.queries.0.expected", "null")]
    [InlineData("$.queries.0.expected.anomalies", "null")]
    [InlineData("$.queries.0.exchanges", "null")]
    [InlineData("$.queries.0.exchanges.0", "null")]
    [InlineData("$.queries.0.exchanges.0.posts", "null")]
    [InlineData("$.queries.0.exchanges.0.posts", "[null]")]
    [InlineData("$.queries.0.exchanges.0.answerHeaders", "null")]
    [InlineData("$.queries.0.exchanges.0.answerHeaders", "{\"Retry-After\": null}")]
    [InlineData("$.queries.0.exchanges.0.answerFile", "null")]
    [InlineData("$.queries.0.exchanges.0.answerFile", "\"..\"")]
    [InlineData("$.queries.0.exchanges.0.answerFile", "\".\"")]
    [InlineData("$.queries.0.exchanges.0.answerFile", "\"\\u0000\"")]
    public async Task Manifest_with_a_missing_part_or_a_bad_name_is_refused(string path, string value)
    {
        var sample = Path.Combine(Replay.Samples, "ppro");
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.EnumerateFiles(sample)) File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        var manifest = Path.Combine(Folder, GatewayRecording.ManifestFile);
        var root = JsonNode.Parse(await File.ReadAllTextAsync(manifest, Ct))!;
        var parts = path.Split('.')[1..];
        var parent = parts[..^1].Aggregate(root, (node, part) => part == "0" ? node[0]! : node[part]!);
        if (parts[^1] == "0") parent[0] = JsonNode.Parse(value);
        else parent[parts[^1]] = JsonNode.Parse(value);
        GatewayRecording.Load(Folder);
        await File.WriteAllTextAsync(manifest, root.ToJsonString(), Ct);

        Assert.Throws<InvalidDataException>(() => GatewayRecording.Load(Folder));
    }
}
