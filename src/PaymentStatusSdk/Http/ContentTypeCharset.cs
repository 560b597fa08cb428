namespace PaymentStatusSdk.Http;

/// <summary>Finds the charset in a content type, even in one that is not well-formed as a whole.</summary>
internal static class ContentTypeCharset
{
    private const string Name = "charset";

    /// <summary>Returns the first charset parameter; null when it is missing or empty.</summary>
    public static string? Of(string? contentType)
    {
        foreach (var range in contentType.AsSpan().SplitAny(';', ','))
        {
            var parameter = contentType.AsSpan()[range].Trim();
            var equals = parameter.IndexOf('=');
            if (equals < 0 || !parameter[..equals].TrimEnd().Equals(Name, StringComparison.OrdinalIgnoreCase)) continue;
            var value = parameter[(equals + 1)..].Trim().Trim('"');
            return value.IsEmpty ? null : value.ToString();
        }

        return null;
    }
}
