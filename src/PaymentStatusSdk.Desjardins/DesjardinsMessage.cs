using System.Text.Json;

namespace PaymentStatusSdk.Desjardins;

/// <summary>What one document of the gateway says: the form in which step 4 goes through the inbox.</summary>
internal sealed record DesjardinsMessage
{
    /// <summary>The error that stands outside any transaction; null when there is none.</summary>
    public DesjardinsError? Error { get; init; }

    /// <summary>What is said about transactions, echoes left out.</summary>
    public IReadOnlyList<DesjardinsResult> Results { get; init; } = [];

    /// <summary>The ids that are named without a word about them; null from an instance that does not tell them yet.</summary>
    public IReadOnlyList<string>? Echoes { get; init; }

    /// <summary>The message as JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DesjardinsJson.Default.DesjardinsMessage);

    /// <summary>Reads what <see cref="ToJson"/> wrote, perhaps on an instance of another version; null when it is something else.</summary>
    public static DesjardinsMessage? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DesjardinsJson.Default.DesjardinsMessage) is { Results: { } results } message
                && results.All(result => result?.Id is not null) ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
