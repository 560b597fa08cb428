using System.Text.Json;

namespace PaymentStatusSdk.Simulators.Recordings;

/// <summary>Queries of a real account with their HTTP exchanges, without secrets and personal data.</summary>
/// <remarks>
/// <c>paymentstatus record</c> writes a recording to a folder: <c>manifest.json</c>, and one file for each body. Use
/// <see cref="RecordedGateway"/> to replay it. Immutable, thread-safe.
/// </remarks>
public sealed record GatewayRecording
{
    /// <summary>The name of the file that describes a recording.</summary>
    public const string ManifestFile = "manifest.json";

    /// <summary>The version of the format.</summary>
    /// <value>The default is <c>paymentstatus-recording/1</c>, the only version that this package reads.</value>
    public string Format { get; init; } = "paymentstatus-recording/1";

    /// <summary>The adapter: <c>convergegate</c>, <c>ppro</c> or <c>desjardins</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The version of the SDK that recorded the queries.</summary>
    public required string SdkVersion { get; init; }

    /// <summary>The date of the recording, in UTC.</summary>
    public required DateOnly RecordedOn { get; init; }

    /// <summary>The options of the client, as keys and values of a configuration section, without an address.</summary>
    /// <value>The credentials are made up. <see cref="RecordedGateway.SettingsFor"/> adds the addresses.</value>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The queries in the order in which they were sent.</summary>
    public required IReadOnlyList<RecordedQuery> Queries { get; init; }

    /// <summary>Reads a recording from its folder.</summary>
    /// <param name="folder">The folder with the manifest.</param>
    /// <exception cref="InvalidDataException">The manifest is not valid or has another format, or a file is missing.</exception>
    public static GatewayRecording Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            var manifest = File.ReadAllBytes(Path.Combine(folder, ManifestFile));
            var recording = JsonSerializer.Deserialize(manifest, RecordingJson.Default.GatewayRecording);
            if (recording is not { Format: "paymentstatus-recording/1" })
                throw new InvalidDataException($"{ManifestFile} in {folder} has a format that this package does not read.");
            if (!recording.IsComplete()) throw new InvalidDataException($"{ManifestFile} in {folder} has an entry that is null.");
            return recording with { Queries = [.. recording.Queries.Select(query => query.ReadFrom(folder))] };
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{folder} has no complete recording: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the recording to a folder, which is created.</summary>
    /// <param name="folder">The folder; it must be empty.</param>
    /// <exception cref="IOException">The folder is not empty, or cannot be written.</exception>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFileSystemEntries(folder).Any()) throw new IOException($"The folder {folder} is not empty.");
        foreach (var (name, content) in Files()) File.WriteAllBytes(Path.Combine(folder, name), content.ToArray());
    }

    // JSON checks the members, but not the entries of lists and dictionaries.
    private bool IsComplete() => HasNoNull(Settings.Values) && HasNoNull(Queries) && Queries.All(
        query => HasNoNull(query.Exchanges) && query.Exchanges.All(exchange => HasNoNull(exchange.Posts)
            && HasNoNull(exchange.RequestHeaders.Values) && HasNoNull(exchange.AnswerHeaders.Values)));

    private static bool HasNoNull(IEnumerable<object?> entries) => entries.All(entry => entry is not null);

    /// <summary>Returns the files of the recording with their names.</summary>
    public IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Files()
    {
        var bodies = Queries.SelectMany(query => query.Exchanges).SelectMany(exchange => exchange.Bodies);
        var manifest = JsonSerializer.SerializeToUtf8Bytes(this, RecordingJson.Default.GatewayRecording);
        return bodies.Prepend((ManifestFile, (byte[])[.. manifest, (byte)'\n']));
    }
}
