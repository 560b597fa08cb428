using System.Text;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>Any bytes result in answers or in a <see cref="TransactionStatusException"/>, and never in a payment.</summary>
public sealed class DesjardinsHostileBytesTests
{
    private const int Cases = 4_000;

    // The same cases in each run; the fuzzer tries others.
    private const int Seed = 20260103;

    private static readonly string[] Fragments =
    [
        "<", ">", "&", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE x>", "&amp;", "&#65;", "&#0;",
        "&x;", "\"", "'",
        "<transaction>", "</transaction>", "<transaction id=\"T1\">", "<error>", "</error>", "<code>", "<iso_code>", "approved=\"no\" ",
        "00", "103",
        "<merchant id=\"1\">", " ", "\n", "\0", "\u00ff", "xmlns:a='b' ", "<a:b>", "encoding='utf-16'",
        "<?xml version=\"1.0\" encoding=\"", "-",
    ];

    [Fact]
    public void Random_bytes_are_rejected() => Run(random =>
    {
        var body = new byte[random.Next(0, 400)];
        random.NextBytes(body);
        return body;
    });

    [Fact]
    public void Random_text_around_markup_is_never_paid() => Run(random =>
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 40); i > 0; i--) text.Append(Fragments[random.Next(Fragments.Length)]);
        return Encoding.Latin1.GetBytes(text.ToString());
    });

    [Theory]
    [InlineData("sample-nc.xml")]
    [InlineData("sample-cx.xml")]
    public void Mutated_decline_never_becomes_paid(string file)
    {
        var valid = WireFile.Read(file);
        Run(random => Mutate(random, valid));
    }

    [Fact]
    public void Mutated_approval_is_read_as_an_approval_or_rejected()
    {
        var valid = WireFile.Read("sample-ok.xml");
        Run(random => Mutate(random, valid), mayBePaid: true);
    }

    [Fact]
    public void Rejection_quotes_nothing_of_the_body()
    {
        string[] bodies =
        [
            "<canary/>", "canary", "<request><canary", "<request><merchant id=\"&canary;\"/></request>", "<request canary=>",
            "<request></canary>",
            "<?xml version=\"1.0\" encoding=\"canary\"?><request>\u00e9</request>",
            "<request><merchant id=\"canary1\"/><merchant id=\"canary2\"/></request>",
            "<request><transaction id=\"1\"><amount><canary/></amount></transaction></request>",
            "<request><merchant id=\"&#1;canary\"/></request>",
        ];
        foreach (var body in bodies)
        {
            var exception = Assert.Throws<TransactionStatusException>(() => Account.ReadDocument(Encoding.Latin1.GetBytes(body)));
            Assert.DoesNotContain("canary", exception.ToString().Split("   at ")[0], StringComparison.Ordinal);
            Assert.Null(exception.InnerException);
        }
    }

    private static void Run(Func<Random, byte[]> body, bool mayBePaid = false)
    {
        var random = new Random(Seed);
        for (var i = 0; i < Cases; i++)
        {
            var bytes = body(random);
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
        DesjardinsMessage message;
        try
        {
            message = Account.ReadDocument(body).ToMessage();
        }
        catch (TransactionStatusException exception)
        {
            Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
            return;
        }

        var read = DesjardinsMessage.FromJson(message.ToJson());
        Assert.NotNull(read);
        foreach (var result in read.Results)
        {
            var reading = DesjardinsResponse.Read(result, false, Account.Request(), Account.Now);
            var seen = DesjardinsStatusMap.Complete(reading, TransactionQuery.ByMerchantReference("T1"), TransactionKind.Purchase);
            if (seen.State == PaymentState.Captured)
                Assert.True(mayBePaid && "yes".Equals(seen.Answer.State, StringComparison.OrdinalIgnoreCase));
        }
    }

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
                case 3: bytes.InsertRange(at, Encoding.Latin1.GetBytes(Fragments[random.Next(Fragments.Length)])); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at))); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }

            if (bytes.Count == 0) return [];
        }

        return [.. bytes];
    }
}
