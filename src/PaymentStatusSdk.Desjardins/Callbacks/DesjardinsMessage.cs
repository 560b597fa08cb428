using System.Text.Json;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Callbacks;

/// <summary>The content of one document of the gateway, in the form in which step 4 passes through the mailbox.</summary>
internal sealed record DesjardinsMessage
{
    /// <summary>The error outside any transaction; null when there is none.</summary>
    public DesjardinsError? Error { get; init; }

    /// <summary>The results of transactions, without echoes; null in a refusal.</summary>
    public IReadOnlyList<DesjardinsResult> Results { get; init; } = [];

    /// <summary>The ids without any other content; null from an instance of an older version, which does not report them.</summary>
    public IReadOnlyList<string>? Echoes { get; init; }

    /// <summary>Whether a container of results in the document is empty.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>An outline of the unknown content, without quotations; null when the document was fully understood.</summary>
    public string? NotUnderstood { get; init; }

    /// <summary>The rejection of a POST; no other property is set then. Null when the POST was accepted.</summary>
    public DesjardinsRefusedPost? Refusal { get; init; }

    /// <summary>Creates the message about a rejected POST.</summary>
    // Results are null, so that an instance of an older version, which knows no rejections, ignores the message.
    public static DesjardinsMessage Of(DesjardinsRefusedPost refusal) => new() { Results = null!, Refusal = refusal };

    /// <summary>Returns the message as JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DesjardinsJson.Default.DesjardinsMessage);

    /// <summary>
    /// Reads the output of <see cref="ToJson"/>, possibly from an instance of another version; null for any other content.
    /// </summary>
    public static DesjardinsMessage? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DesjardinsJson.Default.DesjardinsMessage) switch
            {
                { Refusal: { } refusal } => Of(refusal),
                { Results: { } results } message when results.All(IsSound) => message,
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSound(DesjardinsResult? result) => result?.Id is not null && result.Repairs?.Contains(null!) != true;
}
