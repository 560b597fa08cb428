using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Http;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>
/// The readers of headers: <c>Retry-After</c>, charsets, codings and single values. Each line of an input is a line of a header.
/// </summary>
internal sealed partial class HeadersTarget : FuzzTarget
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    // Written a second time: a wrong limit of the reader must not become the limit of its oracle.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(365_000);

    private static readonly Dictionary<string, ContentCoding> Codings = new()
    {
        ["gzip"] = ContentCoding.GZip,
        ["x-gzip"] = ContentCoding.GZip,
        ["deflate"] = ContentCoding.Deflate,
        ["br"] = ContentCoding.Brotli,
    };

    public override string Name => "headers";

    public override IMutator Mutator { get; } = new MixedMutator(new TokenMutator(
        Token(), "0", "1", "120", "0.5", "1.", ".5", "99999999999999999999", "-1", "1e3", "+1", "Fri, 02 Jan 2026 03:05:05 GMT",
        "Fri, 02 Jan 2026 03:05:05", "Friday, 02-Jan-26 03:05:05 GMT", "Fri Jan  2 03:05:05 2026", "31 Feb 2026", ",", " ", "\n", ";", "=",
        "charset", "charset=utf-8", "charset=\"\"", "text/xml", "gzip", "br", "deflate", "identity", "utf-8", "x-gzip", "\u0661"));

    public override bool IsDocumented(Exception exception) => false;

    public override object? Read(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        var lines = text.Split('\n');
        var isSingle = HeaderValues.TryGetSingle(lines, 256, out var single);
        return new Reading(
            RetryAfterHeader.Read(lines, Now), ContentTypeCharset.Of(text), ContentDecoder.CodingOf(lines), isSingle, single,
            CallbackContentType.Is(text, "text/xml"));
    }

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        var lines = Encoding.Latin1.GetString(input).Split('\n');
        var actual = (Reading)reading!;
        var pause = actual.RetryAfter;
        SurpriseException.Unless(
            pause is null || (pause >= TimeSpan.Zero && pause <= LongestPause), Oracle.Content,
            $"The pause {pause} is out of range.");
        // Adding the pause to the time must never overflow.
        _ = Now + (pause ?? TimeSpan.Zero);
        if (lines.All(line => Number().IsMatch(line)))
        {
            var longest = lines.Select(Seconds).Max();
            var expected = longest >= new BigInteger(LongestPause.TotalSeconds)
                ? LongestPause
                : TimeSpan.FromSeconds((long)longest);
            SurpriseException.Unless(pause == expected, Oracle.Content, $"The pause is {pause}; it should be {expected}.");
        }

        // The framework also parses a date with other blanks than those of ASCII, which no header has.
        if (lines is [var line1] && Ascii.IsValid(line1) && DateTimeOffset.TryParseExact(
            line1, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            var expected = date <= Now ? TimeSpan.Zero : date - Now;
            if (expected > LongestPause) expected = LongestPause;
            SurpriseException.Unless(pause == expected, Oracle.Content, $"The pause is {pause}; it should be {expected}.");
        }

        var isSingle = lines.Distinct().Count() == 1 && lines[0].Length is > 0 and <= 256;
        SurpriseException.Unless(
            isSingle == actual.IsSingle && (!isSingle || actual.Single == lines[0]), Oracle.Content,
            "The single value of a header differs.");
        var text = Encoding.Latin1.GetString(input);
        SurpriseException.Unless(
            actual.IsXml == text.Split(';')[0].Trim().Equals("text/xml", StringComparison.OrdinalIgnoreCase), Oracle.Content,
            "The media type differs.");
        var charset = text.Split(';', ',').Select(parameter => parameter.Split('=', 2))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim().Equals("charset", StringComparison.OrdinalIgnoreCase))?[1]
            .Trim().Trim('"');
        SurpriseException.Unless(
            actual.Charset == (charset is "" ? null : charset), Oracle.Content, $"The charset is '{actual.Charset}', not '{charset}'.");
        JudgeCoding(actual.Coding, lines);
    }

    // Names of charsets and of transfer encodings count as no coding; of other unknown names only the effect of a known one is certain.
    private static void JudgeCoding(ContentCoding coding, string[] lines)
    {
        var names = lines.SelectMany(line => line.Split(',')).Select(name => name.Trim().ToLowerInvariant())
            .Where(name => name is not ("" or "identity")).ToList();
        if (names.Count == 0)
            SurpriseException.Unless(coding is ContentCoding.Identity, Oracle.Content, "A header without a coding has one.");
        if (names is [var only] && Codings.TryGetValue(only, out var expected))
            SurpriseException.Unless(coding == expected, Oracle.Content, $"The coding is {coding}, not {expected}.");
        if (names.Count(Codings.ContainsKey) > 1)
            SurpriseException.Unless(coding is ContentCoding.Unknown, Oracle.Content, "A sequence of codings is not refused.");
        SurpriseException.Unless(
            coding is ContentCoding.Identity or ContentCoding.Unknown || names.Exists(name => Codings.GetValueOrDefault(name) == coding),
            Oracle.Content, $"The coding {coding} is not in the header.");
    }

    private static BigInteger Seconds(string line)
    {
        var parts = line.Trim().Split('.');
        return BigInteger.Parse(parts[0], CultureInfo.InvariantCulture) + (parts.Length > 1 && parts[1].Trim('0').Length > 0 ? 1 : 0);
    }

    [GeneratedRegex(@"^\s*[0-9]{1,400}(\.[0-9]{1,400})?\s*$")]
    private static partial Regex Number();

    [GeneratedRegex(@"\w+|\s|[^\w\s]")]
    private static partial Regex Token();

    private sealed record Reading(
        TimeSpan? RetryAfter, string? Charset, ContentCoding Coding, bool IsSingle, string? Single, bool IsXml);
}
