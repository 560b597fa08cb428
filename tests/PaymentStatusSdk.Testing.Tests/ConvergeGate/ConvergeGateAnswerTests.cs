using System.Text;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.ConvergeGate;

/// <summary>Whole answers, correct and with each defect of the content. Bytes are compared as ISO-8859-1.</summary>
public sealed class ConvergeGateAnswerTests : IAsyncLifetime
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    private const string Ids = "<gatetransid>g-1</gatetransid><merchanttransid>m-1</merchanttransid>";
    private const string State = "<state>CAPTURED</state>";
    private const string Free = "<merchantspecific1>1&lt;2&amp;3&gt;]]&gt;</merchantspecific1>";
    private const string Empties = "<merchantspecific2/><merchantspecific3/><merchantspecific4/><merchantspecific5/>";
    private const string End = "</transaction><description/>";

    private const string Right = Declaration + "<transaction><result>SUCCESS</result><transaction>" + Ids
        + "<amount>10.00</amount><curcode>EUR</curcode>" + State + Free + Empties + End
        + "<errorcode>000</errorcode><errormessage/></transaction>";

    // Every value has a blank at both ends, and every empty element one blank.
    private const string Blank = "<transaction><result> SUCCESS </result><transaction><gatetransid> g-1 </gatetransid>"
        + "<merchanttransid> m-1 </merchanttransid><amount> 10.00 </amount><curcode> EUR </curcode><state> CAPTURED </state>"
        + "<merchantspecific1> 1&lt;2&amp;3&gt;]]&gt; </merchantspecific1><merchantspecific2> </merchantspecific2>"
        + "<merchantspecific3> </merchantspecific3><merchantspecific4> </merchantspecific4><merchantspecific5> </merchantspecific5>"
        + "</transaction><description> </description><errorcode> 000 </errorcode><errormessage> </errormessage></transaction>";

    private readonly HttpClient _http = new();
    private ConvergeGateSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<SimulatedFault, string> ContentFaults => new()
    {
        { SimulatedFault.WrongId, With(Ids, "<gatetransid>00000000-dead-4bad-8bad-000000000000</gatetransid>"
            + "<merchanttransid>SOMEBODY-ELSES-ORDER</merchanttransid>") },
        { SimulatedFault.NoId, With(Ids, "<gatetransid/><merchanttransid/>") },
        { SimulatedFault.WrongAmount, With("10.00", "999999.99") },
        { SimulatedFault.WrongCurrency, With("EUR", "XTS") },
        { SimulatedFault.DuplicateField(), With(State, State + State) },
        { SimulatedFault.DuplicateField("curcode"), With("<curcode>EUR</curcode>", "<curcode>EUR</curcode><curcode>EUR</curcode>") },
        { SimulatedFault.ConflictingField(), With(State, State + "<state>DECLINED</state>") },
        { SimulatedFault.ConflictingField("result"), With("<result>SUCCESS</result>", "<result>SUCCESS</result><result>ERROR</result>") },
        { SimulatedFault.ConflictingField("amount"), With("<amount>10.00</amount>", "<amount>10.00</amount><amount>999999.99</amount>") },
        { SimulatedFault.ConflictingField("curcode"), With("<curcode>EUR</curcode>", "<curcode>EUR</curcode><curcode>XTS</curcode>") },
        { SimulatedFault.ConflictingField("errorcode"),
            With("<errorcode>000</errorcode>", "<errorcode>000</errorcode><errorcode>901</errorcode>") },
        { SimulatedFault.ConflictingField("description"), With("<description/>", "<description/><description>-2</description>") },
        { SimulatedFault.UnknownState(), With("CAPTURED", "SIMULATED_NEW_STATE") },
        { SimulatedFault.ForeignResult(), With("SUCCESS", "PENDING") },
        { SimulatedFault.SuccessWithoutState, With(State, "<state/>") },
        { SimulatedFault.NotFoundWithState, With("SUCCESS", "NOTFOUND") },
        { SimulatedFault.ErrorWithState, With("SUCCESS", "ERROR") },
        { SimulatedConvergeGateFault.UnclosedNode, With(End, "</description> </description>") },
        { SimulatedConvergeGateFault.DeclarationTypo, With("<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<?xmlversion=\"1.0\" encoding=\"utf-8\" ?>") },
        { SimulatedConvergeGateFault.NoDeclaration, With(Declaration, "") },
        { SimulatedConvergeGateFault.BlankValues, Declaration + Blank },
        { SimulatedConvergeGateFault.PrintedSample, "<?xmlversion=\"1.0\" encoding=\"utf-8\" ?>"
            + Blank.Replace("</transaction><description> </description>", "</description> </description>", StringComparison.Ordinal) },
        { SimulatedConvergeGateFault.OmittedEmpties, With(Empties, "", "<description/>", "", "<errormessage/>", "") },
        { SimulatedConvergeGateFault.FlatLayout, With("</result><transaction>", "</result>", End, "<description/>") },
        { SimulatedConvergeGateFault.RawAmpersand, With(Free, "<merchantspecific1>Tom & Jerry</merchantspecific1>") },
        { SimulatedConvergeGateFault.RawLessThan, With(Free, "<merchantspecific1>1 < 2</merchantspecific1>") },
        { SimulatedConvergeGateFault.DoubleEscaped, With(Free, "<merchantspecific1>Tom &amp;amp; Jerry</merchantspecific1>") },
        { SimulatedConvergeGateFault.CData, With(
            Free, "<merchantspecific1><![CDATA[1<2&3>]]]]><![CDATA[>]]></merchantspecific1>", "SUCCESS", "<![CDATA[SUCCESS]]>",
            ">g-1<", "><![CDATA[g-1]]><", ">m-1<", "><![CDATA[m-1]]><", "10.00", "<![CDATA[10.00]]>", "EUR", "<![CDATA[EUR]]>",
            "CAPTURED", "<![CDATA[CAPTURED]]>", ">000<", "><![CDATA[000]]><") },
        { SimulatedConvergeGateFault.DeepNesting(2), With(State, "<a><a>" + State + "</a></a>") },
        { SimulatedConvergeGateFault.EntityBomb, With(Declaration, Declaration + Bomb(), State, "<state>&b9;</state>") },
        { SimulatedFault.LeadingNewline, "\n" + Right },
        { SimulatedFault.ByteOrderMark, "\u00EF\u00BB\u00BF" + Right },
        { SimulatedFault.InvalidUtf8, With(Free, "<merchantspecific1>caf\u00E9</merchantspecific1>") },
        { SimulatedFault.WrongCharset("iso-8859-1"),
            With("utf-8", "iso-8859-1", Free, "<merchantspecific1>caf\u00E9</merchantspecific1>") },
        { SimulatedFault.WrongCharset("iso-8859-1", transcoded: false),
            With("utf-8", "iso-8859-1", Free, "<merchantspecific1>caf\u00C3\u00A9</merchantspecific1>") },
    };

    public async ValueTask InitializeAsync()
    {
        _gateway = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        _gateway.Put(new SimulatedConvergeGateTransaction
        {
            GateTransId = "g-1",
            MerchantTransId = "m-1",
            State = "CAPTURED",
            MerchantSpecific1 = "1<2&3>]]>",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(ContentFaults), DisableDiscoveryEnumeration = true)]
    public async Task Fault_changes_exactly_its_part_of_the_answer(SimulatedFault fault, string expected)
    {
        _gateway.Faults.Next(fault);

        Assert.Equal(expected, await SendQueryAsync(ConvergeGateRequest.ByGateId("g-1")));
        Assert.Equal(Right, await SendQueryAsync(ConvergeGateRequest.ByGateId("g-1")));
    }

    [Fact]
    public async Task External_entity_is_declared_with_an_address_of_the_simulator_and_is_the_state()
    {
        _gateway.Faults.Next(SimulatedConvergeGateFault.ExternalEntity);
        var entity = $"<!DOCTYPE transaction [<!ENTITY x SYSTEM \"{new Uri(_gateway.Endpoint, "/external-entity")}\">]>";

        Assert.Equal(
            With(Declaration, Declaration + entity, "CAPTURED", "&x;"), await SendQueryAsync(ConvergeGateRequest.ByGateId("g-1")));
    }

    [Fact]
    public async Task Wrong_values_differ_from_those_of_the_transaction()
    {
        _gateway.Put(new SimulatedConvergeGateTransaction
        {
            GateTransId = "g-2",
            Amount = "999999.99",
            CurCode = "XTS",
            State = "DECLINED",
            ErrorCode = "901",
        });
        _gateway.Faults.Next(
            SimulatedFault.WrongAmount, SimulatedFault.WrongCurrency, SimulatedFault.ConflictingField("amount"),
            SimulatedFault.ConflictingField("curcode"), SimulatedFault.ConflictingField("state"),
            SimulatedFault.ConflictingField("errorcode"));
        string[] expected =
        [
            "<amount>888888.88</amount><curcode>XTS", "<amount>999999.99</amount><curcode>XXX</curcode>",
            "<amount>999999.99</amount><amount>888888.88</amount>", "<curcode>XTS</curcode><curcode>XXX</curcode>",
            "<state>DECLINED</state><state>CAPTURED</state>", "<errorcode>901</errorcode><errorcode>000</errorcode>",
        ];

        foreach (var text in expected)
            Assert.Contains(text, await SendQueryAsync(ConvergeGateRequest.ByGateId("g-2")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transaction_of_708_has_all_fields()
    {
        _gateway.Put(new SimulatedConvergeGateTransaction
        {
            GateTransId = "g-3",
            MerchantTransId = "m-3",
            Amount = "12.30",
            CurCode = "CHF",
            State = "AUTHORIZED",
            MerchantSpecific1 = "s1",
            MerchantSpecific2 = "s2",
            MerchantSpecific3 = "s3",
            MerchantSpecific4 = "s4",
            MerchantSpecific5 = "s5",
            ErrorCode = "101",
            ErrorMessage = "Soft decline",
            Created = "2026-03-04 05:06:07",
        });
        const string Rest = "<amount>12.30</amount><curcode>CHF</curcode><state>AUTHORIZED</state>"
            + "<merchantspecific1>s1</merchantspecific1><merchantspecific2>s2</merchantspecific2>"
            + "<merchantspecific3>s3</merchantspecific3><merchantspecific4>s4</merchantspecific4>"
            + "<merchantspecific5>s5</merchantspecific5></transaction><description/>"
            + "<errorcode>101</errorcode><errormessage>Soft decline</errormessage></transaction>";
        const string Start = Declaration + "<transaction><result>SUCCESS</result><transaction>"
            + "<gatetransid>g-3</gatetransid><merchanttransid>m-3</merchanttransid>";

        Assert.Equal(
            Start + "<created>2026-03-04 05:06:07</created>" + Rest, await SendQueryAsync(ConvergeGateRequest.ByGateId("g-3", "708")));
        Assert.Equal(Start + Rest, await SendQueryAsync(ConvergeGateRequest.ByGateId("g-3")));
    }

    [Fact]
    public async Task Default_creation_time_is_in_the_answer_to_708()
    {
        var answer = await SendQueryAsync(ConvergeGateRequest.ByGateId("g-1", "708"));

        Assert.Contains("</merchanttransid><created>2026-01-02 03:04:05</created><amount>", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NOTFOUND")]
    [InlineData("ERROR")]
    public async Task Failed_query_with_a_state_has_that_of_a_sample(string result)
    {
        _gateway.Faults.Next(result == "ERROR" ? SimulatedFault.ErrorWithState : SimulatedFault.NotFoundWithState);

        Assert.Equal(
            $"{Declaration}<transaction><result>{result}</result><transaction><gatetransid>11111111-2222-4333-8444-555555555555"
            + "</gatetransid><merchanttransid>ORDER-0000</merchanttransid><amount>10.00</amount><curcode>EUR</curcode>"
            + $"<state>CAPTURED</state><merchantspecific1/>{Empties}</transaction><description/><errorcode>997</errorcode>"
            + "<errormessage>Transaction not found</errormessage></transaction>",
            await SendQueryAsync(ConvergeGateRequest.ByGateId("missing")));
    }

    [Fact]
    public async Task Fault_of_a_field_that_a_failed_query_does_not_have_changes_nothing()
    {
        const string NotFound = Declaration + "<transaction><result>NOTFOUND</result><transaction></transaction><errorcode>997</errorcode>"
            + "<errormessage>Transaction not found</errormessage></transaction>";
        _gateway.Faults.Next(
            null, SimulatedFault.WrongId, SimulatedFault.DuplicateField(), SimulatedFault.SuccessWithoutState,
            SimulatedFault.ConflictingField("result"));

        for (var i = 0; i < 3; i++) Assert.Equal(NotFound, await SendQueryAsync(ConvergeGateRequest.ByGateId("missing")));
        Assert.Equal(
            NotFound.Replace("NOTFOUND", "SUCCESS", StringComparison.Ordinal),
            await SendQueryAsync(ConvergeGateRequest.ByGateId("missing")));
        Assert.Equal(
            NotFound.Replace("</result>", "</result><result>SUCCESS</result>", StringComparison.Ordinal),
            await SendQueryAsync(ConvergeGateRequest.ByGateId("missing")));
    }

    private static string Bomb()
    {
        var entities = Enumerable.Range(1, 9).Select(
            level => $"<!ENTITY b{level} \"" + string.Concat(Enumerable.Repeat($"&b{level - 1};", 10)) + "\">");
        return $"<!DOCTYPE transaction [<!ENTITY b0 \"CAPTURED\">{string.Concat(entities)}]>";
    }

    /// <summary>The right answer with replaced parts: old, new, old, new.</summary>
    private static string With(params string[] changes)
    {
        var text = Right;
        foreach (var change in changes.Chunk(2))
        {
            Assert.Contains(change[0], text, StringComparison.Ordinal);
            text = text.Replace(change[0], change[1], StringComparison.Ordinal);
        }

        return text;
    }

    private async Task<string> SendQueryAsync(string xml)
    {
        using var response = await _http.PostAsync(_gateway.Endpoint, ConvergeGateRequest.Raw(xml), Ct);
        return Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(Ct));
    }
}
