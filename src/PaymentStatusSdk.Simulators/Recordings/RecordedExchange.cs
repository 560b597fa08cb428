using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Simulators.Recordings;

/// <summary>One HTTP request of an adapter, the gateway's answer, and what the gateway POSTed because of it.</summary>
/// <remarks>
/// A value in double braces, such as <c>{{checksum}}</c>, differs in each request or is secret. In a request it matches any value; in an
/// answer it is replaced by the value that the request had in that place.
/// </remarks>
public sealed record RecordedExchange
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The address without user, query and port. An address that is a number is replaced.</summary>
    public required string Url { get; init; }

    /// <summary>The allowed headers of the request.</summary>
    public required IReadOnlyDictionary<string, string> RequestHeaders { get; init; }

    /// <summary>The name of the file with the body of the request.</summary>
    public required string RequestFile { get; init; }

    /// <summary>The status of the answer; 0 when the connection ended without one.</summary>
    public required int Status { get; init; }

    /// <summary>The allowed headers of the answer.</summary>
    /// <value>A <c>Content-Encoding</c> is recorded, but the body is decoded, and it is replayed without that header.</value>
    public required IReadOnlyDictionary<string, string> AnswerHeaders { get; init; }

    /// <summary>The name of the file with the body of the answer.</summary>
    public required string AnswerFile { get; init; }

    /// <summary>The messages that the gateway POSTed to the merchant because of this request, in order.</summary>
    public IReadOnlyList<RecordedPost> Posts { get; init; } = [];

    /// <summary>The body of the request.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>The body of the answer, decoded.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Answer { get; init; }

    internal IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Bodies =>
        [(RequestFile, Request), (AnswerFile, Answer), .. Posts.Select(post => (post.File, post.Content))];

    internal RecordedExchange ReadFrom(string folder) => this with
    {
        Request = ReadFile(folder, RequestFile),
        Answer = ReadFile(folder, AnswerFile),
        Posts = [.. Posts.Select(post => post with { Content = ReadFile(folder, post.File) })],
    };

    // A recording may come from another person: it must not read files outside its folder.
    private static byte[] ReadFile(string folder, string name) => name == Path.GetFileName(name) && name is not ("" or "." or "..")
        && !name.Contains('\0', StringComparison.Ordinal)
        ? File.ReadAllBytes(Path.Combine(folder, name))
        : throw new InvalidDataException("The manifest names a file outside its folder.");
}
