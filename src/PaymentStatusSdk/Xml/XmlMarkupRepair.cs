using System.Buffers;
using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Xml;

/// <summary>
/// Makes a UTF-8 document readable for the parser without changing its structure: removes processing instructions, replaces characters that
/// XML cannot contain, and escapes each <c>&amp;</c> that starts no reference.
/// </summary>
/// <remarks>
/// One pass; nothing is copied unless something must be changed. A bare <c>&lt;</c> is kept: repairing it would mean guessing the
/// structure.
/// </remarks>
internal ref struct XmlMarkupRepair
{
    // The parser accepts U+0001 from a reference. It marks the repaired '&', so that a deciding text can be rejected.
    private static ReadOnlySpan<byte> MarkedAmpersand => "&amp;&#1;"u8;

    private const string Controls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014"
            + "\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F";

    private static readonly SearchValues<byte> Suspicious = SearchValues.Create(Encoding.Latin1.GetBytes(Controls + "&?"));
    private static readonly SearchValues<byte> InText = SearchValues.Create(Encoding.Latin1.GetBytes(Controls + "&\u00EF"));
    private static readonly SearchValues<byte> InSections = SearchValues.Create(Encoding.Latin1.GetBytes(Controls + "\u00EF"));

    private readonly ReadOnlySpan<byte> _document;
    private readonly bool _escapesAmpersands;
    private RequestBuffer? _repaired;
    private int _at;
    private int _copied;

    private XmlMarkupRepair(ReadOnlySpan<byte> document, bool escapesAmpersands)
    {
        _document = document;
        _escapesAmpersands = escapesAmpersands;
    }

    /// <summary>The repairs made.</summary>
    public XmlRepairs Repairs { get; private set; }

    private readonly ReadOnlySpan<byte> Rest => _document[_at..];

    /// <summary>A quick test. Returns false when there is certainly nothing to repair or to reject.</summary>
    public static bool MayBeNeeded(ReadOnlySpan<byte> document, bool isAscii) => !isAscii || document.ContainsAny(Suspicious);

    /// <summary>Repairs a document.</summary>
    /// <returns>The repaired document, which the caller must dispose; null when nothing had to be changed.</returns>
    /// <exception cref="TransactionStatusException">It would exceed the maximum size, has a second declaration, a name that XML does not
    /// allow, or an <c>&amp;</c> that must not be escaped (InvalidResponse).</exception>
    public static RequestBuffer? Run(ReadOnlySpan<byte> document, bool escapesAmpersands, ref XmlRepairs repairs)
    {
        var repair = new XmlMarkupRepair(document, escapesAmpersands);
        try
        {
            while (repair.Step())
            {
            }

            if (repair._repaired is not null) repair.Flush(document.Length);
        }
        catch
        {
            repair._repaired?.Dispose();
            throw;
        }

        repairs |= repair.Repairs;
        return repair._repaired;
    }

    // Processes one text and the markup after it. Returns false at the end, and where the parser will reject the rest anyway.
    private bool Step()
    {
        var markup = Rest.IndexOf((byte)'<');
        CleanText(markup < 0 ? _document.Length : _at + markup, InText);
        if (markup < 0) return false;
        if (Rest.StartsWith("<!--"u8)) return PassSection(4, "-->"u8);
        if (Rest.StartsWith("<![CDATA["u8)) return PassSection(9, "]]>"u8);
        if (Rest.StartsWith("<?"u8)) return LeaveOutInstruction();
        return !Rest.StartsWith("<!"u8) && PassTag();
    }

    private bool PassSection(int head, ReadOnlySpan<byte> close)
    {
        var length = Rest[head..].IndexOf(close);
        if (length < 0) return false;
        CleanText(_at + head + length, InSections);
        _at += close.Length;
        return true;
    }

    private bool PassTag()
    {
        while (Rest.IndexOfAny((byte)'>', (byte)'"', (byte)'\'') is var at and >= 0)
        {
            var octet = Rest[at];
            if (!XmlNames.AreValid(Rest[..at])) throw ProtocolErrors.Invalid("The answer has a name that XML does not allow.");
            _at += at + 1;
            if (octet == '>') return true;
            var length = Rest.IndexOf(octet);
            if (length < 0) return false;
            CleanText(_at + length, InText);
            _at++;
        }

        return false;
    }

    private bool LeaveOutInstruction()
    {
        var length = Rest[2..].IndexOf("?>"u8);
        if (length < 0) return false;
        // The parser would skip a second declaration, which no strict reader does.
        if (!IsTarget(Rest.Slice(2, length)))
            throw _at == 0
                ? XmlDeclaration.Unreadable()
                : ProtocolErrors.Invalid("The answer has an XML declaration in the middle, or a processing instruction without a name.");
        Replace(length + 4, []);
        return true;
    }

    private static bool IsTarget(ReadOnlySpan<byte> instruction)
    {
        var end = instruction.IndexOfAny(" \t\r\n"u8);
        var target = end < 0 ? instruction : instruction[..end];
        if (target.IsEmpty || char.IsAsciiDigit((char)target[0]) || target[0] is (byte)'-' or (byte)'.') return false;
        foreach (var octet in target)
        {
            if (octet < 128 && !char.IsAsciiLetterOrDigit((char)octet) && octet is not ((byte)'-' or (byte)'_' or (byte)'.' or (byte)':'))
                return false;
        }

        return !Ascii.EqualsIgnoreCase(target, "xml"u8);
    }

    private void CleanText(int end, SearchValues<byte> searched)
    {
        while (_document[_at..end].IndexOfAny(searched) is var at and >= 0)
        {
            _at += at;
            if (_document[_at] == '&') CleanReference(end);
            else if (_document[_at] != 0xEF) ReplaceCharacter(1);
            // U+FFFE and U+FFFF, which are not characters.
            else if (_at + 2 < end && _document[_at + 1] == 0xBF && _document[_at + 2] >= 0xBE) ReplaceCharacter(3);
            else _at++;
        }

        _at = end;
    }

    private void CleanReference(int end)
    {
        var kind = XmlReference.Read(_document[_at..end], out var length);
        if (kind == XmlReferenceKind.Character) _at += length;
        else if (kind == XmlReferenceKind.NoCharacter) ReplaceCharacter(length);
        // Rejected here: without the processing instruction after it, the rest could complete a reference.
        else if (!_escapesAmpersands) throw ProtocolErrors.Invalid("The answer has an '&' that is not escaped.");
        else
        {
            Replace(1, MarkedAmpersand);
            Repairs |= XmlRepairs.EscapedAmpersands;
        }
    }

    private void ReplaceCharacter(int length)
    {
        Replace(length, "\uFFFD"u8);
        Repairs |= XmlRepairs.ReplacedCharacters;
    }

    private void Replace(int length, ReadOnlySpan<byte> replacement)
    {
        Flush(_at);
        _repaired!.Write(replacement);
        _at = _copied = _at + length;
    }

    private void Flush(int end)
    {
        _repaired ??= new RequestBuffer();
        if (_repaired.Written + (_document.Length - _copied) > ExchangeDefaults.MaxBodyBytes) throw ProtocolErrors.TooLarge();
        _repaired.Write(_document[_copied..end]);
        _copied = end;
    }
}
