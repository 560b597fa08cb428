using System.Net;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>One HTTP exchange as it was, with its secrets. It is kept in memory only.</summary>
internal sealed class RawExchange
{
    public required HttpMethod Method { get; init; }

    public required Uri Url { get; init; }

    public required IReadOnlyDictionary<string, string> RequestHeaders { get; init; }

    public required ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>The status of the answer; null until there is one.</summary>
    public HttpStatusCode? Status { get; set; }

    public IReadOnlyDictionary<string, string> AnswerHeaders { get; set; } = new Dictionary<string, string>();

    /// <summary>The decoded body of the answer.</summary>
    public ReadOnlyMemory<byte> Answer { get; set; }

    /// <summary>The messages that the gateway POSTed after the request began.</summary>
    public List<(string? ContentType, ReadOnlyMemory<byte> Body)> Posts { get; } = [];

    /// <summary>Shows no content.</summary>
    public override string ToString() => $"{Method} {(int?)Status}";
}
