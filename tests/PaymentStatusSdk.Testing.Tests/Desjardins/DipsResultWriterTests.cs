using System.Text;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>Documents of step 4, without a gateway.</summary>
public sealed class DipsResultWriterTests
{
    private const string Start = "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><request input=\"xml\"><merchant id=\"100001\">";
    private const string Nested = "<transactions><transaction id=\"S\" type=\"status\"><transactions></transactions></transaction>"
        + "</transactions>";

    private static readonly SimulatedDipsTransaction Bare = new()
    {
        Id = "A",
        Approved = null,
        Amount = null,
        Currency = null,
        CurrencyText = null,
        EffectiveDate = null,
        TerminalId = "",
        EcrNumber = "x",
        CardHolderName = null,
        TransactionCode = null,
        ConditionCode = null,
        IsoCode = null,
        HostCode = null,
        ActionCode = null,
        CardType = null,
        BatchNo = null,
        SequenceNo = null,
        ProcessInfo = null,
        AuthorizationNo = null,
        ReceiptText = null,
        Receipt = null,
    };

    public static TheoryData<SimulatedFault?, string> Spoiled => new()
    {
        { null, "<terminal_id></terminal_id><ecr_number>x</ecr_number><language>FR</language>" },
        { SimulatedDipsFault.NoFields, "" },
        { SimulatedDipsFault.EmptyFields, "<terminal_id></terminal_id><ecr_number></ecr_number><language></language>" },
        { SimulatedDipsFault.DashFields, "<terminal_id>-</terminal_id><ecr_number>-</ecr_number><language>-</language>" },
        { SimulatedConvergeGateFault.OmittedEmpties, "<ecr_number>x</ecr_number><language>FR</language>" },
        { SimulatedConvergeGateFault.BlankValues, "<terminal_id> </terminal_id><ecr_number>x</ecr_number><language>FR</language>" },
    };

    [Theory]
    [InlineData(DipsLayout.Flat, "")]
    [InlineData(DipsLayout.OnePostEach, "")]
    [InlineData(DipsLayout.Wrapped, "<transactions></transactions>")]
    [InlineData(DipsLayout.Nested, Nested)]
    public void Layout_opens_and_closes_its_elements(DipsLayout layout, string expected)
    {
        Assert.Equal(Start + expected + "</merchant></request>", Write(layout, null));
        Assert.Equal(
            $"{Start}<a><a>{expected}</a></a></merchant></request>", Write(layout, SimulatedConvergeGateFault.DeepNesting(2)));
    }

    [Theory]
    [MemberData(nameof(Spoiled), DisableDiscoveryEnumeration = true)]
    public void Missing_fields_stay_missing(SimulatedFault? fault, string fields) => Assert.Equal(
        $"{Start}<transaction id=\"A\">{fields}</transaction></merchant></request>",
        Write(DipsLayout.Flat, fault, new DipsResult("A", Bare)));

    [Fact]
    public void Partial_result_has_neither_the_outcome_nor_codes()
    {
        var transaction = SimulatedDipsTransaction.Of("A", DipsOutcome.Approved) with { Date = "d" };

        var partial = Write(DipsLayout.Flat, null, new DipsResult("A", transaction, IsPartial: true));

        Assert.Equal(
            Start + "<transaction id=\"A\" currency=\"CAD\" currencyText=\"CAD $ \"><terminal_id>00012345</terminal_id>"
            + "<ecr_number>00000001</ecr_number><amount>1000</amount><language>FR</language>"
            + "<card_holder_name>SIMULATED HOLDER</card_holder_name><date>d</date></transaction></merchant></request>",
            partial);
        Assert.Contains(" approved=\"yes\">", Write(DipsLayout.Flat, null, new DipsResult("A", transaction)), StringComparison.Ordinal);
    }

    [Fact]
    public void Result_without_a_transaction_has_only_its_error() => Assert.Equal(
        Start + "<transaction><error><code>E1</code><message><![CDATA[ Simulated error of one transaction ]]></message></error>"
        + "</transaction></merchant></request>",
        Write(DipsLayout.Flat, null, new DipsResult(null, null, "E1")));

    [Fact]
    public void Character_is_written_as_such_if_both_charsets_have_it()
    {
        foreach (var code in Enumerable.Range(0, 0x80).Concat(Enumerable.Range(0xA0, 0x260)).Concat(Enumerable.Range(0x2000, 0x100)))
        {
            var character = (char)code;
            var text = DipsCharset.Latin9.GetString(DipsCharset.Latin9.GetBytes([character]));
            Assert.Equal((code, text[0] == character), (code, DipsCharset.Has(character)));
        }
    }

    // The last 16 bits of its number are those of a character that both charsets have.
    [Fact]
    public void Character_outside_the_basic_plane_is_written_as_its_number() =>
        Assert.Equal("<a>&#65769;</a>", new DipsWriter().Element("a", "\ud800\udce9").Text);

    private static string Write(DipsLayout layout, SimulatedFault? fault, params DipsResult[] results)
    {
        var options = new DesjardinsSimulatorOptions { Layout = layout, EchoUrls = false };
        var request = new DipsRequest { TrxId = "S", Language = "FR" };
        return Encoding.Latin1.GetString(new DipsResultWriter(options, request, fault, home: null).Write("request", results));
    }
}
