using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Http;

/// <summary>Failures to decode an answer.</summary>
internal static class ContentCodingFailures
{
    private const int LongestName = 40;

    /// <summary>Names the coding, so that the server or proxy can be reconfigured; no other part of the header is quoted.</summary>
    public static TransactionStatusException NotSupported(IEnumerable<string> lines)
    {
        var name = string.Join(", ", lines);
        if (name.Length > LongestName) name = name[..LongestName];
        var safe = string.Concat(
            name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or ',' or ' ' ? character : '?'));
        return ProtocolErrors.Invalid(
            $"The answer has the Content-Encoding '{safe}'; the request accepts only {ContentDecoder.AcceptEncoding}. Check the server or "
            + "a proxy in between.");
    }
}
