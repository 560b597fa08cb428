namespace PaymentStatusSdk.Callbacks;

/// <summary>
/// Reads the parts of a multipart/form-data body in memory. The boundary is read from the body's first line, not from a header.
/// </summary>
/// <remarks>
/// The framework's reader is part of ASP.NET Core, which the core does not depend on, and reads the boundary from the header. Limits: 64
/// parts, 8 header lines per part, a boundary of 70 octets (RFC 2046). The time is linear in the length of the body.
/// </remarks>
internal struct MultipartFormReader
{
    private const int MaxParts = 64;
    private const int MaxBoundary = 70;

    private readonly ReadOnlyMemory<byte> _delimiter;
    private ReadOnlyMemory<byte> _rest;
    private int _count;
    private bool _isClosed;

    private MultipartFormReader(ReadOnlyMemory<byte> delimiter, ReadOnlyMemory<byte> rest)
    {
        _delimiter = delimiter;
        _rest = rest;
    }

    /// <summary>The name of the current part.</summary>
    public ReadOnlyMemory<byte> Name { get; private set; }

    /// <summary>The content of the current part, as it is in the body.</summary>
    public ReadOnlyMemory<byte> Value { get; private set; }

    /// <summary>Whether all parts have been read, the closing boundary was found and no part was malformed.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Recognizes a body by its first line, <c>--boundary</c>, and the header of a part after it.</summary>
    public static bool TryOpen(ReadOnlyMemory<byte> body, out MultipartFormReader reader)
    {
        reader = default;
        var end = body.Span.IndexOf((byte)'\n');
        if (end < 0 || !body.Span.StartsWith("--"u8)) return false;
        var delimiter = body[..end].TrimEnd(" \t\r"u8);
        var rest = body[(end + 1)..];
        if (delimiter.Length is <= 2 or > MaxBoundary + 2 || !MultipartHeaders.IsAtHeader(rest.Span)) return false;
        reader = new MultipartFormReader(delimiter, rest);
        return true;
    }

    /// <summary>Moves to the next part. Returns false at the end, or where the body is malformed.</summary>
    public bool Read()
    {
        IsWhole = _isClosed;
        if (_isClosed || ++_count > MaxParts) return false;
        if (!MultipartHeaders.TryRead(_rest, out var name, out var length)) return false;
        _rest = _rest[length..];
        if (!TryReadValue(out var value)) return false;
        Name = name;
        Value = value;
        return true;
    }

    private bool TryReadValue(out ReadOnlyMemory<byte> value)
    {
        var content = _rest.Span;
        for (var from = 0; content[from..].IndexOf(_delimiter.Span) is >= 0 and var found;)
        {
            var at = from + found;
            from = at + _delimiter.Length;
            if ((at > 0 && content[at - 1] != '\n') || !EndsLine(content[from..], out var skipped)) continue;
            // The line break before the boundary belongs to the boundary.
            value = _rest[..Math.Max(0, at - 1)];
            if (value.Span.EndsWith("\r"u8)) value = value[..^1];
            _rest = _rest[(from + skipped)..];
            return true;
        }

        value = default;
        return false;
    }

    // Two hyphens close the body; everything after them is ignored. A longer line is content that starts like the boundary.
    private bool EndsLine(ReadOnlySpan<byte> after, out int skipped)
    {
        skipped = 0;
        _isClosed = after.StartsWith("--"u8);
        if (_isClosed) return true;
        while (skipped < after.Length && after[skipped] is (byte)' ' or (byte)'\t' or (byte)'\r') skipped++;
        return skipped < after.Length && after[skipped++] == '\n';
    }
}
