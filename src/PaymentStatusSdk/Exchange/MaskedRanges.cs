namespace PaymentStatusSdk.Exchange;

/// <summary>The ranges of a text that a mask replaces. Ranges that overlap are replaced by one mask.</summary>
internal struct MaskedRanges(string text)
{
    private const byte Kept = 0;
    private const byte Start = 1;
    private const byte Inside = 2;

    // One mark for each character; null while there is no range.
    private byte[]? _marks;

    /// <summary>Adds a range.</summary>
    /// <param name="start">The index of its first character.</param>
    /// <param name="end">The index after its last character; greater than <paramref name="start"/>.</param>
    public void Add(int start, int end)
    {
        _marks ??= new byte[text.Length];
        if (_marks[start] == Kept) _marks[start] = Start;
        _marks.AsSpan(start + 1, end - start - 1).Fill(Inside);
    }

    /// <summary>Returns the text with the mask in place of each range; the same instance when there is none.</summary>
    public readonly string Replace(string mask)
    {
        if (_marks is not { } marks) return text;
        var starts = marks.AsSpan().Count(Start);
        var kept = marks.AsSpan().Count(Kept);
        return string.Create(kept + (starts * mask.Length), (Text: text, Marks: marks, Mask: mask), static (result, parts) =>
        {
            var length = 0;
            for (var index = 0; index < parts.Marks.Length; index++)
            {
                if (parts.Marks[index] == Kept)
                {
                    result[length++] = parts.Text[index];
                }
                else if (parts.Marks[index] == Start)
                {
                    parts.Mask.CopyTo(result[length..]);
                    length += parts.Mask.Length;
                }
            }
        });
    }
}
