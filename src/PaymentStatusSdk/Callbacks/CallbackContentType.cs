namespace PaymentStatusSdk.Adapters;

/// <summary>Tells what kind of body a gateway says it sends.</summary>
public static class CallbackContentType
{
    /// <summary>Is it that media type, whatever parameters follow and in whatever case?</summary>
    /// <param name="contentType">As received; null when there was none.</param>
    /// <param name="mediaType">Such as <c>application/xml</c>.</param>
    public static bool Is(string? contentType, ReadOnlySpan<char> mediaType)
    {
        var received = contentType.AsSpan();
        var end = received.IndexOf(';');
        return (end < 0 ? received : received[..end]).Trim().Equals(mediaType, StringComparison.OrdinalIgnoreCase);
    }
}
