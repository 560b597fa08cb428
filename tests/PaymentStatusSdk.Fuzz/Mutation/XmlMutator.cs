using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Fuzz.Mutation;

/// <summary>Changes the tags, texts and encoding of a document.</summary>
internal sealed class XmlMutator(params string[] values) : IMutator
{
    private static readonly string[] Names =
    [
        "transaction", "result", "state", "amount", "curcode", "gatetransid", "merchanttransid", "errorcode", "errormessage", "description",
        "merchantspecific1", "merchant", "transactions", "request", "response", "error", "code", "message", "login", "trx", "urls",
        "card_holder_name", "receipt", "receipt_text", "iso_code", "condition_code", "apiUser", "apiPassword", "apiCmd", "checksum",
        "status", "a:state", "other",
    ];

    private static readonly string[] Markup =
    [
        "<!--", "-->", "<![CDATA[", "]]>", "<?pi x?>", "<?xml version=\"1.0\"?>", "<?", "?>", "<!DOCTYPE a>", "&amp;", "&lt;", "&gt;",
        "&quot;", "&apos;", "&#65;", "&#x41;", "&#0;", "&#x1F;", "&#xFFFE;", "&#1114112;", "&", "&x;", "&nbsp;", "<", ">", "\"", "'", "/",
        " xmlns=\"u\"", " xmlns:a=\"u\"", " id=\"T1\"", " approved=\"yes\"", " approved=\"no\"", " approved='YES'", " id=\"\"", " a=\"<\"",
        " a=b", " a", "<a/>", "<a></a>", "<a:b/>", "\r\n", "\t", " ", "\u0001", "\uFFFE", "\u00E9", "\u20AC", "\U0001F600", "\u2028", "\0",
    ];

    private static readonly string[] Declarations =
    [
        "", "<?xml version=\"1.0\"?>", "<?xml version=\"1.1\" encoding=\"utf-8\"?>", "<?xml version='1.0' encoding='iso-8859-1' ?>",
        "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>", "<?xml version=\"1.0\" encoding=\"windows-1252\"?>",
        "<?xml version=\"1.0\" encoding=\"us-ascii\" standalone=\"yes\"?>", "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
        "<?xml version=\"1.0\" encoding=\"utf-7\"?>", "<?xml version=\"1.0\" encoding=\"ebcdic\"?>", " <?xml version=\"1.0\"?>",
        "<?xmlversion=\"1.0\" encoding=\"utf-8\" ?>",
    ];

    public IEnumerable<byte[]> Words =>
        Names.SelectMany(name => (string[])[$"<{name}>", $"</{name}>"]).Concat(Markup).Concat(Declarations).Concat(values).Select(Latin1);

    public byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        if (random.Next(12) == 0) return Transcode(input, random);
        var pieces = Pieces(input);
        if (random.Next(12) == 0) return Join(Declared(pieces, Choose(Declarations, random)));
        if (pieces.Count == 0) return Latin1(Choose(Markup, random));
        var at = random.Next(pieces.Count);
        switch (random.Next(11))
        {
            case 0: pieces.RemoveAt(at); break;
            case 1: pieces.Insert(random.Next(pieces.Count + 1), pieces[at]); break;
            case 2: (pieces[at], pieces[random.Next(pieces.Count)]) = (pieces[random.Next(pieces.Count)], pieces[at]); break;
            case 3: Rename(pieces, at, Choose(Names, random)); break;
            case 4: ReplaceText(pieces, at, Value(random)); break;
            case 5: pieces.Insert(at, Choose(Markup, random)); break;
            case 6: pieces[at] = pieces[at].Insert(random.Next(pieces[at].Length + 1), Choose(Markup, random)); break;
            case 7: Wrap(pieces, at, random); break;
            case 8: AddElement(pieces, at, Choose(Names, random), Value(random)); break;
            case 9: Splice(pieces, at, Pieces(other), random); break;
            default: MoveElement(pieces, at, random); break;
        }

        return Join(pieces);
    }

    private static List<string> Pieces(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        var pieces = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = text[at] == '<' ? text.IndexOf('>', at) + 1 : text.IndexOf('<', at);
            if (end <= at) end = text.Length;
            pieces.Add(text[at..end]);
            at = end;
        }

        return pieces;
    }

    private static byte[] Join(List<string> pieces) => Latin1(string.Concat(pieces));

    // Characters beyond Latin-1 come from the lists above, as UTF-8.
    private static byte[] Latin1(string text) => text.Any(character => character > 255)
        ? [.. text.EnumerateRunes().SelectMany(rune => rune.Value < 256 ? [(byte)rune.Value] : Encoding.UTF8.GetBytes(rune.ToString()))]
        : Encoding.Latin1.GetBytes(text);

    private static string Choose(string[] from, Random random) => from[random.Next(from.Length)];

    private static List<string> Declared(List<string> pieces, string declaration)
    {
        if (pieces.Count > 0 && pieces[0].StartsWith("<?xml", StringComparison.Ordinal)) pieces[0] = declaration;
        else pieces.Insert(0, declaration);
        return pieces;
    }

    private static void Rename(List<string> pieces, int at, string name)
    {
        if (NameOf(pieces[at]) is not { } old) return;
        for (var i = 0; i < pieces.Count; i++)
        {
            if (NameOf(pieces[i]) == old)
                pieces[i] = pieces[i].Replace(old, name, StringComparison.Ordinal);
        }
    }

    private static string? NameOf(string piece)
    {
        var name = piece.TrimStart('<', '/').TrimEnd('>', '/');
        var end = name.IndexOfAny([' ', '\t', '\r', '\n']);
        name = end < 0 ? name : name[..end];
        return piece.StartsWith('<') && name.Length > 0 ? name : null;
    }

    private static void ReplaceText(List<string> pieces, int at, string value)
    {
        while (at < pieces.Count && pieces[at].StartsWith('<')) at++;
        if (at < pieces.Count) pieces[at] = value;
    }

    private static void Wrap(List<string> pieces, int at, Random random)
    {
        var (before, after) = random.Next(5) switch
        {
            0 => ("<![CDATA[", "]]>"),
            1 => ("<!--", "-->"),
            2 => ("<?p ", "?>"),
            3 => ("<a>", "</a>"),
            _ => ("<transaction>", "</transaction>"),
        };
        pieces.Insert(Math.Min(pieces.Count, at + 1 + random.Next(4)), after);
        pieces.Insert(at, before);
    }

    private static void AddElement(List<string> pieces, int at, string name, string value) =>
        pieces.Insert(at, $"<{name}>{value}</{name}>");

    private static void Splice(List<string> pieces, int at, List<string> other, Random random)
    {
        if (other.Count == 0) return;
        var from = random.Next(other.Count);
        pieces.InsertRange(at, other.GetRange(from, Math.Min(other.Count - from, 1 + random.Next(6))));
    }

    private static void MoveElement(List<string> pieces, int at, Random random)
    {
        var length = Math.Min(3, pieces.Count - at);
        var moved = pieces.GetRange(at, length);
        pieces.RemoveRange(at, length);
        pieces.InsertRange(random.Next(pieces.Count + 1), moved);
    }

    private static byte[] Transcode(byte[] input, Random random)
    {
        var text = Encoding.UTF8.GetString(input);
        return random.Next(5) switch
        {
            0 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            1 => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            2 => [.. Encoding.UTF8.Preamble, .. input],
            3 => Encoding.Latin1.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(input)),
        };
    }

    private string Value(Random random) => random.Next(6) switch
    {
        0 => random.Next(100_000).ToString(CultureInfo.InvariantCulture),
        1 => "",
        2 => $" {Choose(values, random)} ",
        3 => Choose(values, random).ToLowerInvariant(),
        _ => Choose(values, random),
    };
}
