using System.Text;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The XML reader with its transcoder and repairs. For well-formed documents it returns the same texts as the framework.</summary>
internal sealed partial class XmlTarget : FuzzTarget
{
    // Written a second time: a wrong limit of the reader must not become the limit of its oracle.
    private const int MaxDepth = 32;
    private const int MaxTagLength = 16 * 1024;

    private static readonly string[] Names = ["transaction", "result", "state", "amount", "merchant", "id", "a", "error", "code"];
    private static readonly string[] AttributeNames = ["id", "key", "approved", "currency", "a"];

    public override string Name => "xml";

    public override IMutator Mutator { get; } = new MixedMutator(
        new XmlMutator("SUCCESS", "CAPTURED", "125.45", "EUR", "Zoë & Söhne", "]]>"));

    public override string WireFolder => "ConvergeGate";

    // Each element is read twice here, and each reading is a record with an array.
    public override long AllocationPerByte => 256;

    public override bool IsJudgedAtAnyLength => true;

    public override object? Read(byte[] input)
    {
        // Other settings must not be needed to find anything; the length chooses them, so that equal inputs behave equally.
        var charset = (input.Length % 5) switch { 1 => "iso-8859-1", 2 => "utf-8", 3 => "\"nonsense\"", _ => null };
        var repairsAmpersands = input.Length % 3 != 0;
        var elements = new List<XmlElementReading>();
        using var xml = new GatewayXmlReader(input, charset, repairsAmpersands);
        while (xml.ReadElement()) elements.Add(ReadStart(xml));
        using var again = new GatewayXmlReader(input, charset, repairsAmpersands);
        for (var i = 0; i < elements.Count; i++)
        {
            again.ReadElement();
            if (i + 1 < elements.Count && elements[i + 1].Depth > elements[i].Depth) continue;
            elements[i].IsSound = again.TryReadRawText(out var text);
            elements[i].Text = text;
        }

        return new XmlReading(xml.IsRepaired, elements);
    }

    public override string Describe(object? reading, Exception? failure) => reading is XmlReading xml
        ? $"{xml.IsRepaired} "
            + string.Join(' ', xml.Elements.Take(6).Select(one => $"{one.Depth},{one.Name},{one.IsSound},{one.AttributeCount}"))
        : failure!.Message.Split('(')[0];

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        // With a byte order mark and another declared encoding, the framework believes the declaration and the product the mark.
        if (NaiveDeclaration.MayContradictMark(input)) return;
        // The framework reads octets that are not ASCII as question marks, which may then be markup.
        if (NaiveDeclaration.IsAscii(input) && input.Any(octet => octet > 127)) return;
        if (NaiveXml.Parse(input) is not { } root) return;
        if (reading is not XmlReading actual)
        {
            SurpriseException.Unless(
                MayReject(input, root, failure!), Oracle.Content, $"A well-formed document is rejected: {failure!.Message}");
            return;
        }

        var expected = root.All.ToList();
        SurpriseException.Unless(
            expected.Count == actual.Elements.Count, Oracle.Content, $"{actual.Elements.Count} elements, not {expected.Count}.");
        // An octet that is not ASCII has two meanings when the declared encoding is not that of the document, which the product flags.
        var isDoubtful = actual.IsRepaired && DeclaresEncoding(input);
        for (var i = 0; i < expected.Count; i++) Compare(expected[i], actual.Elements[i], isDoubtful);
    }

    private static XmlElementReading ReadStart(GatewayXmlReader xml) => new(
        xml.Depth, xml.AttributeCount, xml.IndexIn(Names), Array.ConvertAll(AttributeNames, name => xml.GetFreeAttribute(name)));

    private static void Compare(NaiveElement expected, XmlElementReading actual, bool isDoubtful)
    {
        SurpriseException.Unless(expected.Depth == actual.Depth, Oracle.Content, "The depth of an element differs.");
        SurpriseException.Unless(
            expected.AttributeCount == actual.AttributeCount, Oracle.Content, "The number of attributes of an element differs.");
        var name = expected.NamespaceUri.Length == 0 ? Array.IndexOf(Names, expected.Name) : -1;
        SurpriseException.Unless(name == actual.Name, Oracle.Content, "The name of an element differs.");
        for (var i = 0; i < AttributeNames.Length; i++)
        {
            var value = expected.Attribute(AttributeNames[i]);
            // Before it is trimmed: U+0085 is white space, too.
            if (isDoubtful && expected.Attributes.TryGetValue(("", AttributeNames[i]), out var whole) && !Ascii.IsValid(whole)) continue;
            SurpriseException.Unless(
                Texts.Blanks(value) == Texts.Blanks(actual.Attributes[i]), Oracle.Content,
                $"The attribute '{actual.Attributes[i]}' should be '{value}'.");
        }

        if (expected.Children.Count > 0)
        {
            SurpriseException.Unless(actual.Text is null, Oracle.Content, "An element with children has a text.");
            return;
        }

        if (actual.IsSound)
            SurpriseException.Unless(
                Texts.Lines(expected.Text) == Texts.Lines(actual.Text), Oracle.Content,
                $"The text '{actual.Text}' should be '{expected.Text}'.");
        else
            SurpriseException.Unless(
                actual.Text is not null
                && (expected.Text.Contains('\uFFFD', StringComparison.Ordinal) || (isDoubtful && !Ascii.IsValid(expected.Text))),
                Oracle.Content, $"The text '{expected.Text}' of a well-formed document is flagged as damaged.");
    }

    // Documented limits: depth, the encodings, and characters that the framework reads in another way. A document may also have a start tag
    // or names that are too long, or be too large in UTF-8; which of them is not read here, so that a longer one may be rejected.
    private static bool MayReject(byte[] input, NaiveElement root, Exception failure) =>
        input.Length > MaxTagLength
        || root.All.Any(element => element.Depth > MaxDepth)
        // Namespaces in XML allows no element with this prefix, but the framework reads it.
        || root.All.Any(element => element.NamespaceUri == "http://www.w3.org/2000/xmlns/")
        // The parser does not allow ]]> in a text, even with a processing instruction or a comment between these characters.
        || root.All.Any(element => element.Text.Contains("]]>", StringComparison.Ordinal))
        || input is [0, ..] or [0x3C, 0, ..] or [0x4C, 0x6F, ..] or [0xFF, 0xFE, 0, 0, ..]
        || (failure.Message.StartsWith("The answer's first line is not", StringComparison.Ordinal)
            && (DeclaresEncoding(input) ? !NaiveDeclaration.IsOrdinary(input) : !Version().IsMatch(Start(input))));

    // Each of these characters has a NUL in UTF-16.
    private static bool DeclaresEncoding(byte[] input) =>
        Start(input).Replace("\0", "", StringComparison.Ordinal).Contains("encoding", StringComparison.Ordinal);

    private static string Start(byte[] input) => Encoding.Latin1.GetString(input, 0, Math.Min(300, input.Length));

    // The framework accepts more after the number.
    [GeneratedRegex("""version\s*=\s*["']1\.[0-9]["']""")]
    private static partial Regex Version();
}
