using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.Adapters.Callbacks;

/// <summary>
/// Finds the message in a callback's body by the body's content, whatever the header <c>Content-Type</c> contains. Thread-safe.
/// </summary>
/// <remarks>
/// Gateways and proxies send notifications as raw XML, as a form and as multipart/form-data, with a <c>Content-Type</c> that is missing,
/// repeated or wrong. The carrier proves nothing: the checksum of the message decides whether it is genuine. All methods run in linear time
/// and use no more memory than the size of the body.
/// </remarks>
public static class CallbackCarrier
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>Finds an XML document: the body itself, or the only field of that name in a form or in multipart/form-data.</summary>
    /// <param name="body">The body of the callback.</param>
    /// <param name="field">The field's name, compared octet by octet.</param>
    /// <param name="octets">The document in the sender's encoding: part of the body, or a copy of the field without form escapes.</param>
    /// <returns>False when the field is missing or occurs twice, or when the carrier is malformed.</returns>
    public static bool TryGetDocument(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> field, out ReadOnlyMemory<byte> octets) =>
        TryGetXml(body, out octets) || TryGetField(body, field, out octets);

    /// <summary>
    /// Finds an XML document: the body itself, or the only field that contains one, in a form or in multipart/form-data, whatever its name.
    /// </summary>
    /// <param name="body">The body of the callback.</param>
    /// <param name="octets">The document in the sender's encoding: part of the body, or a copy of the field without form escapes.</param>
    /// <returns>False when no field or more than one contains a document, when multipart/form-data is malformed, or when a form contains an
    /// unescaped <c>&lt;</c>, because the end of such a field is unknown. A field with a malformed escape is ignored.</returns>
    public static bool TryGetDocument(ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> octets)
    {
        if (TryGetXml(body, out octets)) return true;
        octets = default;
        var content = TrimStart(body);
        if (MultipartFormReader.TryOpen(content, out var parts)) return TryGetDocumentPart(parts, out octets);
        return !content.Span.Contains((byte)'<') && TryGetDocumentField(content.Span, out octets);
    }

    /// <summary>
    /// Recognizes a body that is an XML document: <c>&lt;</c> is the first octet after optional byte order marks and white space.
    /// </summary>
    /// <param name="body">The body of the callback.</param>
    /// <param name="document">The document, with its byte order marks and without white space before the first of them. Not meaningful
    /// when false is returned.</param>
    public static bool TryGetXml(ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> document)
    {
        var content = TrimStart(body);
        document = body.TrimStart(Blanks);
        return content.Span is [(byte)'<', ..] or [0xFF, 0xFE, (byte)'<', 0, ..] or [0xFE, 0xFF, 0, (byte)'<', ..];
    }

    /// <summary>Finds the only field of that name in a form or in multipart/form-data.</summary>
    /// <param name="body">The body of the callback.</param>
    /// <param name="name">The field's name, compared octet by octet.</param>
    /// <param name="octets">The value in the sender's encoding: part of the body, or a copy without form escapes.</param>
    /// <returns>False when the field is missing or occurs twice, or when the carrier is malformed.</returns>
    public static bool TryGetField(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> name, out ReadOnlyMemory<byte> octets)
    {
        octets = default;
        var content = TrimStart(body);
        return MultipartFormReader.TryOpen(content, out var parts)
            ? TryGetPart(parts, name, out octets)
            : TryGetFormField(content.Span, name, out octets);
    }

    /// <summary>Returns the fields of a form or of multipart/form-data as one form-encoded text for <see cref="FormReader"/>.</summary>
    /// <param name="body">The body of the callback.</param>
    /// <param name="form">For a form: part of the body without byte order marks. For multipart/form-data: its parts, form-encoded.</param>
    /// <returns>False when the body is XML, when multipart/form-data is malformed, or when its encoded fields exceed the maximum of 256
    /// KiB.</returns>
    public static bool TryGetForm(ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> form)
    {
        form = TrimStart(body);
        if (TryGetXml(body, out _)) return false;
        if (!MultipartFormReader.TryOpen(form, out var parts)) return true;
        form = default;
        using var buffer = new RequestBuffer();
        while (parts.Read())
        {
            // An escaped octet takes up three octets.
            if (buffer.Written + (3L * (parts.Name.Length + parts.Value.Length)) + 2 > ExchangeDefaults.MaxBodyBytes) return false;
            if (buffer.Written > 0) buffer.Write("&"u8);
            FormWriter.WriteEscaped(buffer, parts.Name.Span);
            buffer.Write("="u8);
            FormWriter.WriteEscaped(buffer, parts.Value.Span);
        }

        if (!parts.IsWhole) return false;
        form = buffer.ToArray();
        return true;
    }

    private static bool TryGetDocumentPart(MultipartFormReader parts, out ReadOnlyMemory<byte> octets)
    {
        octets = default;
        var count = 0;
        while (parts.Read())
        {
            if (!TryGetXml(parts.Value, out var document)) continue;
            count++;
            octets = document;
        }

        return parts.IsWhole && count == 1;
    }

    private static bool TryGetDocumentField(ReadOnlySpan<byte> content, out ReadOnlyMemory<byte> octets)
    {
        octets = default;
        var count = 0;
        var form = new FormReader(content);
        while (form.Read())
        {
            var value = new byte[form.Value.Length];
            var isDecoded = FormReader.TryUnescape(form.Value, value, out var length);
            if (!isDecoded || !TryGetXml(value.AsMemory(0, length), out var document)) continue;
            count++;
            octets = document;
        }

        return count == 1;
    }

    private static bool TryGetPart(MultipartFormReader parts, ReadOnlySpan<byte> name, out ReadOnlyMemory<byte> octets)
    {
        octets = default;
        var count = 0;
        while (parts.Read())
        {
            if (!parts.Name.Span.SequenceEqual(name)) continue;
            count++;
            octets = parts.Value;
        }

        return parts.IsWhole && count == 1;
    }

    private static bool TryGetFormField(ReadOnlySpan<byte> content, ReadOnlySpan<byte> name, out ReadOnlyMemory<byte> octets)
    {
        octets = default;
        byte[]? found = null;
        var form = new FormReader(content);
        while (form.Read())
        {
            if (!form.HasValue || !form.Name.SequenceEqual(name)) continue;
            var value = new byte[form.Value.Length];
            if (found is not null || !FormReader.TryUnescape(form.Value, value, out var length)) return false;
            found = value;
            octets = value.AsMemory(0, length);
        }

        return found is not null;
    }

    private static ReadOnlyMemory<byte> TrimStart(ReadOnlyMemory<byte> body)
    {
        body = body.TrimStart(Blanks);
        // Some senders write a second byte order mark, or a line break before it.
        while (body.Span.StartsWith(Utf8Mark)) body = body[Utf8Mark.Length..].TrimStart(Blanks);
        return body;
    }
}
