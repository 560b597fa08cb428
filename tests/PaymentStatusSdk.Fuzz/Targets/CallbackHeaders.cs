namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The content type of a callback. The length of the input chooses it, so that equal inputs behave equally.</summary>
internal static class CallbackHeaders
{
    // Four of them: a placeholder and what it stands for differ in their lengths by a multiple of four, and so get the same header.
    private static readonly (string? ContentType, string? Charset)[] All =
    [
        ("application/xml", null), (null, null), ("text/xml; charset=\"iso-8859-1\"", "iso-8859-1"),
        ("application/x-www-form-urlencoded;Charset=windows-1252, text/xml", "windows-1252"),
    ];

    public static string? ContentTypeFor(byte[] input) => All[input.Length % All.Length].ContentType;

    public static string? CharsetFor(byte[] input) => All[input.Length % All.Length].Charset;
}
