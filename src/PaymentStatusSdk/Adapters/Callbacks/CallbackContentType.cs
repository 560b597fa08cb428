namespace PaymentStatusSdk.Adapters.Callbacks;

/// <summary>Compares the content type of a callback.</summary>
public static class CallbackContentType
{
    /// <summary>Whether the header contains the media type; parameters and case are ignored.</summary>
    /// <param name="contentType">The header as received; null when it is missing.</param>
    /// <param name="mediaType">The media type, such as <c>application/xml</c>.</param>
    public static bool Is(string? contentType, ReadOnlySpan<char> mediaType)
    {
        var received = contentType.AsSpan();
        var end = received.IndexOf(';');
        return (end < 0 ? received : received[..end]).Trim().Equals(mediaType, StringComparison.OrdinalIgnoreCase);
    }
}
