using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>
/// Documents that are designed to grow or to be scanned repeatedly. Allocation is measured in place of time: both are linear.
/// </summary>
public sealed class GatewayXmlBombTests
{
    private const int Cap = 256 * 1024;

    public static TheoryData<string, byte[]> Grown => new()
    {
        { "ampersands", Utf8($"<a>{new string('&', 200_000)}</a>") },
        { "ampersands in an attribute", Utf8($"<a b='{new string('&', 200_000)}'/>") },
        { "control characters", Utf8($"<a>{new string('\u0001', 200_000)}</a>") },
        { "broken UTF-8", [.. "<a>"u8, .. Enumerable.Repeat((byte)0xFF, 200_000), .. "</a>"u8] },
        { "windows-1252",
            [.. "<?xml version='1.0' encoding='windows-1252'?><a>"u8, .. Enumerable.Repeat((byte)0x80, 200_000), .. "</a>"u8] },
        { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes($"<a>{new string('€', 120_000)}</a>")] },
    };

    public static TheoryData<string, string> Repeated => new()
    {
        { "instructions", $"<a>{Many("<?x?>", 50_000)}1</a>" },
        { "instructions without an end", $"{Many("<?x ", 60_000)}" },
        { "instructions in an attribute", $"<a b='{Many("<?", 100_000)}'/>" },
        { "comments", $"<a>{Many("<!--&-->", 30_000)}1</a>" },
        { "comments without an end", $"<a>&{Many("<!--", 60_000)}</a>" },
        { "sections", $"<a>{Many("<![CDATA[&]]>", 19_000)}</a>" },
        { "sections without an end", $"<a>&{Many("<![CDATA[", 28_000)}</a>" },
        { "sections in tags", $"<a>&{Many("<![CDATA[<a '", 19_000)}</a>" },
        { "tags without an end", $"<a>&{Many("<a ", 80_000)}" },
        { "quotes", $"<a>&{Many("<a \"'", 50_000)}" },
        { "references without an end", $"<a>{Many("&#1", 25_000)}</a>" },
        { "long references", $"<a>{Many($"&#{new string('0', 25)}1;", 8_000)}</a>" },
    };

    [Theory]
    [MemberData(nameof(Grown))]
    public void Document_that_grows_over_the_cap_is_rejected(string caseName, byte[] body)
    {
        Assert.InRange(body.Length, 0, Cap);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var failure = Assert.Throws<TransactionStatusException>(() => ReadAll(body));

        Assert.True(failure.Message.Contains("larger than 256 KiB", StringComparison.Ordinal), caseName);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * Cap);
    }

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Document_of_many_small_parts_is_read_or_InvalidResponse_within_bounds(string caseName, string document)
    {
        var body = Utf8(document);
        Assert.InRange(body.Length, 0, Cap);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ReadAll(body);
        }
        catch (TransactionStatusException failure)
        {
            Assert.True(failure.Kind == TransactionStatusErrorKind.InvalidResponse, caseName);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 * Cap);
    }

    [Fact]
    public void Valid_document_is_not_copied()
    {
        var body = Utf8($"<?xml version='1.0' encoding='utf-8'?><a b='?'>{new string('x', 100_000)}&amp;é<![CDATA[&]]><c/></a>");

        // The least of several: the runtime itself allocates on this thread now and then, but a copy would be made each time.
        var allocated = Enumerable.Range(0, 20).Min(_ => AllocatedBy(() => ReadAll(body)));

        Assert.InRange(allocated, 0, 2_000);
    }

    private static long AllocatedBy(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void ReadAll(byte[] body)
    {
        using var xml = new GatewayXmlReader(body);
        while (xml.ReadElement())
        {
        }
    }

    private static string Many(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
