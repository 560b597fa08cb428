using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>Any bytes result in an answer or in a <see cref="TransactionStatusException"/>, and never in a payment.</summary>
public sealed class ConvergeGateHostileBytesTests
{
    private const int Cases = 4_000;

    // The same cases in each run; the fuzzer tries others.
    private const int Seed = 20260103;

    private static readonly string[] Fragments =
    [
        "<", ">", "&", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE x>", "&amp;", "&lt;", "&#65;", "&#0;", "&x;",
        "<transaction>", "</transaction>", "<state>", "</state>", "<result>", "</result>", "SUCCESS", "NOTFOUND", "ERROR",
        "DECLINED", "PENDING",
        "<errorcode>", "</errorcode>", "101", "000", " ", "\n", "\0", "\uFEFF", "\u00e9", "xmlns:a='b' ", "<a:b>", "encoding='utf-16'",
    ];

    [Fact]
    public void Random_bytes_are_rejected() => Run((random, _) =>
    {
        var body = new byte[random.Next(0, 400)];
        random.NextBytes(body);
        return body;
    });

    [Fact]
    public void Random_text_around_markup_is_rejected() => Run((random, _) =>
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 40); i > 0; i--) text.Append(Fragments[random.Next(Fragments.Length)]);
        return Encoding.UTF8.GetBytes(text.ToString());
    });

    [Theory]
    [InlineData("DECLINED")]
    [InlineData("PENDING")]
    [InlineData("REFUND PENDING")]
    [InlineData("SETTLED")]
    public void Mutated_answer_never_becomes_paid(string state)
    {
        var valid = Encoding.UTF8.GetBytes(
            Answers.Xml(state, errorMessage: "Tom &amp; Jerry", more: "<merchantspecific1>CAPTURED</merchantspecific1>"));
        Run((random, _) => Mutate(random, valid));
    }

    [Fact]
    public void Mutated_captured_answer_is_read_as_captured_or_rejected()
    {
        var valid = Encoding.UTF8.GetBytes(Answers.Xml());
        Run((random, _) => Mutate(random, valid), mayBePaid: true);
    }

    [Theory]
    [InlineData("4C6FA794")] // EBCDIC
    [InlineData("FEFF003C")]
    [InlineData("FFFE3C00")]
    [InlineData("FFFE4141")]
    [InlineData("FEFF4141")]
    [InlineData("0000FEFF")]
    [InlineData("3C00000000")]
    [InlineData("2B2F7638")] // UTF-7
    [InlineData("EFBBBF")]
    [InlineData("EFBBBFEFBBBF3C613E")]
    [InlineData("C3")]
    [InlineData("3C3F786D6C20")]
    [InlineData("3C3F786D6C2076657273696F6E3D22312E302220656E636F64696E673D227574662D")] // declaration cut off
    [InlineData("1F8B0800")] // gzip
    public void Unsupported_encodings_are_invalid(string hex) =>
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, Kind(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("utf-7")]
    [InlineData("ebcdic-cp-us")]
    [InlineData("nonsense")]
    [InlineData("ucs-4")]
    [InlineData("")]
    public void Unsupported_declared_encodings_are_invalid(string encoding) => Assert.Equal(
        TransactionStatusErrorKind.InvalidResponse,
        Kind(Encoding.UTF8.GetBytes(Answers.Xml().Replace("utf-8", encoding, StringComparison.Ordinal))));

    [Fact]
    public void Rejection_quotes_nothing_of_the_body()
    {
        string[] bodies =
        [
            "<transaction><result>canary</result><transaction/></transaction>",
            "<canary/>", "canary", "<transaction><canary", "<transaction>&canary;</transaction>", "<transaction canary=>",
            "<transaction><result><canary/></result></transaction>", "<transaction></canary>",
            "<transaction><result>ERROR</result><errorcode>canary</errorcode><errormessage>canary</errormessage></transaction>",
            "<transaction><result>SUCCESS</result><transaction><state>canary</state><state>canary2</state></transaction></transaction>",
        ];
        foreach (var body in bodies)
        {
            var exception = Assert.Throws<TransactionStatusException>(() => Answers.Read(body));
            Assert.DoesNotContain("canary", exception.ToString().Split("   at ")[0], StringComparison.Ordinal);
            Assert.Null(exception.InnerException);
        }
    }

    private static void Run(Func<Random, int, byte[]> body, bool mayBePaid = false)
    {
        var random = new Random(Seed);
        for (var i = 0; i < Cases; i++)
        {
            var bytes = body(random, i);
            try
            {
                Check(bytes, mayBePaid);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {Seed}, case {i}, body {Convert.ToHexString(bytes)}: {exception}");
            }
        }
    }

    private static void Check(byte[] body, bool mayBePaid)
    {
        ParsedStatus reading;
        try
        {
            reading = Answers.Read(body);
        }
        catch (TransactionStatusException exception)
        {
            Assert.True(
                exception.Kind is TransactionStatusErrorKind.InvalidResponse or TransactionStatusErrorKind.Rejected,
                exception.Kind.ToString());
            return;
        }

        var isPaid = reading.State is PaymentState.Captured or PaymentState.Credited or PaymentState.Authorized or PaymentState.Approved;
        if (isPaid)
            Assert.True(mayBePaid && reading.Answer.State is { } value && value.Equals("captured", StringComparison.OrdinalIgnoreCase));
    }

    private static TransactionStatusErrorKind Kind(byte[] body) => Assert.Throws<TransactionStatusException>(() => Answers.Read(body)).Kind;

    private static byte[] Mutate(Random random, byte[] valid)
    {
        var bytes = new List<byte>(valid);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)])); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at))); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }

            if (bytes.Count == 0) return [];
        }

        return [.. bytes];
    }
}
