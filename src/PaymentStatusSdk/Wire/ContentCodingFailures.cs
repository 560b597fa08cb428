namespace PaymentStatusSdk.Adapters;

/// <summary>Failures of decoding an answer.</summary>
internal static class ContentCodingFailures
{
    private const int LongestName = 40;

    /// <summary>The coding is named, since a server or proxy on the way has to be told; nothing else of the header gets out.</summary>
    public static TransactionStatusException NotSupported(IEnumerable<string> lines)
    {
        var name = string.Join(", ", lines);
        if (name.Length > LongestName) name = name[..LongestName];
        var safe = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or ',' or ' ' ? character : '?'));
        return ProtocolErrors.Invalid(
            $"The answer has the Content-Encoding '{safe}'; one of {ContentDecoder.AcceptEncoding} is supported, as the request said.");
    }
}
