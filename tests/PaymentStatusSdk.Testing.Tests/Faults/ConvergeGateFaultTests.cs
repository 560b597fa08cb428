using System.Text;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.Faults;

public sealed class ConvergeGateFaultTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private ConvergeGateSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The fault, text that the answer contains, and text that it does not contain.</summary>
    public static TheoryData<SimulatedFault, string, string> ContentFaults => new()
    {
        { SimulatedFault.WrongId, "<gatetransid>00000000-dead", "g-1" },
        { SimulatedFault.NoId, "<gatetransid/><merchanttransid/>", "g-1" },
        { SimulatedFault.WrongAmount, "<amount>999999.99</amount>", "10.00" },
        { SimulatedFault.WrongCurrency, "<curcode>XTS</curcode>", "EUR" },
        { SimulatedFault.DuplicateField(), "<state>CAPTURED</state><state>CAPTURED</state>", "DECLINED" },
        { SimulatedFault.ConflictingField(), "<state>CAPTURED</state><state>DECLINED</state>", "ERROR" },
        { SimulatedFault.ConflictingField("result"), "<result>SUCCESS</result><result>ERROR</result>", "DECLINED" },
        { SimulatedFault.ConflictingField("amount"), "<amount>10.00</amount><amount>999999.99</amount>", "DECLINED" },
        { SimulatedFault.ConflictingField("gatetransid"), "<gatetransid>g-1</gatetransid><gatetransid>g-1-2</gatetransid>", "DECLINED" },
        { SimulatedFault.UnknownState("NEWS"), "<state>NEWS</state>", "CAPTURED" },
        { SimulatedFault.ForeignResult(), "<result>PENDING</result>", "SUCCESS" },
        { SimulatedFault.SuccessWithoutState, "<result>SUCCESS</result>", "CAPTURED" },
        { SimulatedFault.NotFoundWithState, "<result>NOTFOUND</result>", "SUCCESS" },
        { SimulatedFault.ErrorWithState, "<result>ERROR</result>", "SUCCESS" },
        { SimulatedConvergeGateFault.PrintedSample, "</description> </description><errorcode> 000", "</transaction><description" },
        { SimulatedConvergeGateFault.UnclosedNode, "?><transaction><result>SUCCESS</result><transaction>", "xmlversion" },
        { SimulatedConvergeGateFault.DeclarationTypo, "<?xmlversion=\"1.0\" encoding=\"utf-8\" ?><transaction>", "<?xml " },
        { SimulatedConvergeGateFault.NoDeclaration, "<transaction><result>", "<?xml" },
        { SimulatedConvergeGateFault.BlankValues, "<state> CAPTURED </state><merchantspecific1> </merchantspecific1>", "/>" },
        { SimulatedConvergeGateFault.OmittedEmpties, "<state>CAPTURED</state></transaction><errorcode>", "merchantspecific" },
        { SimulatedConvergeGateFault.FlatLayout, "<result>SUCCESS</result><gatetransid>", "</transaction><" },
        { SimulatedConvergeGateFault.RawAmpersand, "<merchantspecific1>Tom & Jerry<", "&amp;" },
        { SimulatedConvergeGateFault.RawLessThan, "<merchantspecific1>1 < 2<", "&lt;" },
        { SimulatedConvergeGateFault.DoubleEscaped, "Tom &amp;amp; Jerry", "Tom & Jerry" },
        { SimulatedConvergeGateFault.CData, "<state><![CDATA[CAPTURED]]></state>", "<state>CAPTURED" },
        { SimulatedConvergeGateFault.EntityBomb, "<state>&b9;</state>", "CAPTURED</state>" },
        { SimulatedConvergeGateFault.DeepNesting(3), "<curcode>EUR</curcode><a><a><a><state>CAPTURED</state></a></a></a>", "<a><a><a><a>" },
        { SimulatedFault.LeadingNewline, "\n<?xml ", "DECLINED" },
        { SimulatedFault.WrongCharset("iso-8859-1", transcoded: false), "encoding=\"iso-8859-1\"?>", "utf-8" },
    };

    public async ValueTask InitializeAsync()
    {
        _gateway = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "CAPTURED" });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(ContentFaults), DisableDiscoveryEnumeration = true)]
    public async Task Content_fault_occurs_once(SimulatedFault fault, string seen, string unseen)
    {
        var (right, _) = await SendQueryAsync();
        _gateway.Faults.Next(fault);

        var (bytes, _) = await SendQueryAsync();

        var text = Encoding.UTF8.GetString(bytes);
        Assert.Contains(seen, text, StringComparison.Ordinal);
        Assert.DoesNotContain(unseen, text, StringComparison.Ordinal);
        Assert.Equal(right, (await SendQueryAsync()).Body);
    }

    [Fact]
    public async Task Error_with_state_still_has_the_state()
    {
        _gateway.Faults.Always(SimulatedFault.ErrorWithState);

        var (bytes, _) = await SendQueryAsync();

        Assert.Contains("<state>CAPTURED</state>", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Charset_faults_are_in_the_bytes_and_in_the_label()
    {
        _gateway.Faults.Next(
            SimulatedFault.WrongCharset("iso-8859-1"), SimulatedFault.WrongCharset("utf-16"), SimulatedFault.InvalidUtf8,
            SimulatedFault.ByteOrderMark);

        var (latin, latinType) = await SendQueryAsync();
        var (wide, wideType) = await SendQueryAsync();
        var (invalid, invalidType) = await SendQueryAsync();
        var (marked, _) = await SendQueryAsync();

        Assert.Equal(("application/xml; charset=iso-8859-1", "application/xml; charset=utf-16"), (latinType, wideType));
        Assert.Contains("caf\u00e9", Encoding.Latin1.GetString(latin), StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xFE, (byte)'<', 0], wide[..4]);
        Assert.Contains((byte)0xE9, invalid);
        Assert.Equal("application/xml; charset=utf-8", invalidType);
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'<'], marked[..4]);
    }

    [Fact]
    public async Task External_entity_points_to_the_simulator_and_a_fetch_is_recorded()
    {
        _gateway.Faults.Next(SimulatedConvergeGateFault.ExternalEntity);

        var (bytes, _) = await SendQueryAsync();
        var url = Encoding.UTF8.GetString(bytes).Split("SYSTEM \"")[1].Split('"')[0];
        using var fetched = await _http.GetAsync(new Uri(url), Ct);

        Assert.Equal("/external-entity", _gateway.Received[^1].Path);
    }

    private async Task<(byte[] Body, string? ContentType)> SendQueryAsync()
    {
        using var response = await _http.PostAsync(_gateway.Endpoint, ConvergeGateRequest.Raw(ConvergeGateRequest.ByGateId("g-1")), Ct);
        return (await response.Content.ReadAsByteArrayAsync(Ct), response.Content.Headers.ContentType?.ToString());
    }
}
