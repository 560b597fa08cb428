using System.Text.Json;

namespace PaymentStatusSdk.Desjardins;

/// <summary>What one document of the gateway says: the form in which step 4 goes through the inbox.</summary>
internal sealed record DesjardinsMessage
{
    /// <summary>The error that stands outside any transaction; null when there is none.</summary>
    public DesjardinsError? Error { get; init; }

    /// <summary>The results of transactions, without echoes; null in a refusal.</summary>
    public IReadOnlyList<DesjardinsResult> Results { get; init; } = [];

    /// <summary>The ids that are named without a word about them; null from an instance that does not tell them yet.</summary>
    public IReadOnlyList<string>? Echoes { get; init; }

    /// <summary>Whether the document is empty in a place where results stand.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>An outline of the content without a known meaning, without quotations; null when the document was understood as a whole.</summary>
    public string? NotUnderstood { get; init; }

    /// <summary>Set instead of all else for a POST that was refused.</summary>
    public DesjardinsRefusedPost? Refusal { get; init; }

    /// <summary>The message about a POST that was refused.</summary>
    // Without results, so that an instance of a version that knows no refusals drops the message.
    public static DesjardinsMessage Of(DesjardinsRefusedPost refusal) => new() { Results = null!, Refusal = refusal };

    /// <summary>The message as JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DesjardinsJson.Default.DesjardinsMessage);

    /// <summary>Reads what <see cref="ToJson"/> wrote, perhaps on an instance of another version; null when it is something else.</summary>
    public static DesjardinsMessage? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DesjardinsJson.Default.DesjardinsMessage) switch
            {
                { Refusal: { } refusal } => Of(refusal),
                { Results: { } results } message when results.All(result => result?.Id is not null) => message,
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
