using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Redacts XML, also malformed XML and pages of HTML, and keeps every octet of the markup. It never fails.</summary>
/// <remarks>A parser would normalize the octets that a recording is about. Only names, and values of allowed fields, are kept.</remarks>
internal sealed partial class XmlBodyRedactor(FieldRedactor fields)
{
    private readonly Stack<string> _open = new();
    private readonly StringBuilder _result = new();
    private int _start;

    /// <summary>Redacts a document; each character is one octet.</summary>
    public static string Redact(string text, FieldRedactor fields)
    {
        // The beginning decides how a parser reads the rest, and a mark or a blank is no data.
        var start = OctetText.LengthOfStart(text);
        var redactor = new XmlBodyRedactor(fields) { _start = start };
        redactor._result.Append(text, 0, start);
        for (var i = start; i < text.Length;) i += redactor.Step(text, i);
        return redactor._result.ToString();
    }

    private int Step(string text, int at)
    {
        if (text[at] != '<')
        {
            var end = text.IndexOf('<', at);
            var value = end == -1 ? text[at..] : text[at..end];
            _result.Append(Value(KeyOfText(), value, isEscaped: true));
            return value.Length;
        }

        if (Declaration().Match(text, at) is { Success: true } declaration && at == _start)
        {
            _result.Append(declaration.Value);
            return declaration.Length;
        }

        return Section(text, at, "<![CDATA[", "]]>", content => Value(KeyOfText(), content, isEscaped: false))
            ?? Section(text, at, "<!--", "-->", Mask.Octets)
            ?? Section(text, at, "<?", "?>", Mask.Octets)
            ?? Section(text, at, "<!", ">", Mask.Octets)
            ?? Element(text, at);
    }

    private int? Section(string text, int at, string begin, string end, Func<string, string> redact)
    {
        if (string.CompareOrdinal(text, at, begin, 0, begin.Length) != 0) return null;
        var start = at + begin.Length;
        var length = text.AsSpan(start).IndexOf(end.AsSpan());
        if (length == -1) (length, end) = (text.Length - start, "");
        _result.Append(begin).Append(redact(text[start..(start + length)])).Append(end);
        return begin.Length + length + end.Length;
    }

    private int Element(string text, int at)
    {
        if (Tag().Match(text, at) is not { Success: true } tag)
        {
            // Not markup: the next characters are masked as text.
            _result.Append('<');
            return 1;
        }

        var (close, name, rest, end) = (tag.Groups[1].Value, tag.Groups[2].Value, tag.Groups[3].Value, tag.Groups[4].Value);
        _result.Append('<').Append(close).Append(fields.Name(name));
        AppendAttributes(name, rest);
        _result.Append(end);
        if (close.Length > 0 && _open.TryPeek(out var last) && last == name) _open.Pop();
        else if (close.Length == 0 && !end.StartsWith('/')) _open.Push(name);
        return tag.Length;
    }

    // Text between attributes is no name with a value, and could be anything.
    private void AppendAttributes(string element, string text)
    {
        var last = 0;
        foreach (var attribute in Attribute().Matches(text).AsEnumerable())
        {
            _result.Append(Mask.Octets(text[last..attribute.Index])).Append(OfAttribute(element, attribute));
            last = attribute.Index + attribute.Length;
        }

        _result.Append(Mask.Octets(text[last..]));
    }

    private string OfAttribute(string element, Match attribute)
    {
        var (name, between, quoted) = (attribute.Groups[1].Value, attribute.Groups[2].Value, attribute.Groups[3].Value);
        var quote = quoted[..1];
        return fields.Name(name) + between + quote + Value($"{Local(element)}/@{name}", quoted[1..^1], isEscaped: true) + quote;
    }

    private string KeyOfText()
    {
        if (!_open.TryPeek(out var inner)) return "";
        return $"{Local(_open.ElementAtOrDefault(1) ?? "")}/{Local(inner)}";
    }

    private string Value(string key, string raw, bool isEscaped)
    {
        // Other blanks, such as that without a break, are octets of a text.
        var core = raw.Trim(' ', '\t', '\r', '\n');
        if (core.Length == 0) return raw;
        var decoded = OctetText.Decode(isEscaped ? XmlReferences.Decode(core) : core);
        var kept = fields.Redact(key, decoded);
        if (kept == decoded) return raw;
        var shown = kept is null ? (isEscaped ? Mask.Text(core) : Mask.Octets(core)) : isEscaped ? XmlReferences.Encode(kept) : kept;
        var start = raw.AsSpan().IndexOf(core.AsSpan());
        return raw[..start] + shown + raw[(start + core.Length)..];
    }

    private static string Local(string name) => name[(name.AsSpan().IndexOf(':') + 1)..];

    // Only what XML allows there: everything else could be data.
    [GeneratedRegex(
        @"\G<\?xml\s+version\s*=\s*(?:""1\.[01]""|'1\.[01]')"
        + @"(?:\s+encoding\s*=\s*(?:""[A-Za-z0-9._-]{1,40}""|'[A-Za-z0-9._-]{1,40}'))?"
        + @"(?:\s+standalone\s*=\s*(?:""(?:yes|no)""|'(?:yes|no)'))?\s*\?>")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\G<(/?)([A-Za-z_:][^\s<>/=""']*)((?>[^<>""'/]+|""[^""<]*""|'[^'<]*'|/(?!>))*)(/?>)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"([^\s=""'/]+)(\s*=\s*)(""[^""]*""|'[^']*')")]
    private static partial Regex Attribute();
}
