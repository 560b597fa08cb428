using System.Text;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Faults;

public sealed class PproFaultTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private PproSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Fault, and a pattern of the answer; its fields are neither shuffled nor repeated but by the fault.</summary>
    public static TheoryData<SimulatedFault, string> ContentFaults => new()
    {
        { SimulatedFault.WrongId, "&TXID=99999999999&" },
        { SimulatedFault.NoId, "^(?!.*TXID).*$" },
        { SimulatedFault.DuplicateField(), "&STATUS=SUCCEEDED&.*&STATUS=SUCCEEDED&" },
        { SimulatedFault.ConflictingField(), "&STATUS=SUCCEEDED&.*&STATUS=FAILED&" },
        { SimulatedFault.ConflictingField("FUNDSSTATUS"), "FUNDSSTATUS=RECEIVED&.*FUNDSSTATUS=MISSING" },
        { SimulatedFault.ConflictingField("REQUESTSTATUS"), "^REQUESTSTATUS=SUCCEEDED&.*&REQUESTSTATUS=FAILED" },
        { SimulatedFault.ConflictingField("TXID"), "&TXID=1&.*&TXID=12&" },
        { SimulatedFault.UnknownState("NEWS"), "&STATUS=NEWS&" },
        { SimulatedFault.ForeignResult("OK"), "REQUESTSTATUS=OK&" },
        { SimulatedFault.SuccessWithoutState, "^REQUESTSTATUS=SUCCEEDED&TXID=1&" },
        { SimulatedFault.NotFoundWithState, "STATUS=SUCCEEDED&TXID=1&.*REQUESTFAILREASON=TX_NOT_FOUND" },
        { SimulatedFault.ErrorWithState, "STATUS=SUCCEEDED&TXID=1&.*REQUESTFAILREASON=SYSTEM_ERROR" },
        { SimulatedPproFault.PrettyLineBreaks, "^REQUESTSTATUS=SUCCEEDED\n&STATUS=SUCCEEDED\n&.*\n$" },
        { SimulatedPproFault.BareAmpersand, "&ERRMSG=Channel%20not&20found&" },
        { SimulatedPproFault.LongRand, "&RAND[0-9]{10,11}=[0-9a-f]{41}$" },
        { SimulatedPproFault.TwoRands, "&RAND[0-9]{10,11}=[0-9a-f]{40}&RAND[0-9]{10,11}=[0-9a-f]{40}$" },
        { SimulatedPproFault.BadEscapes, "&ERRMSG=bad%zz%E9%2&" },
        { SimulatedPproFault.NonAsciiMessage, "&ERRMSG=[^&]*K%C3%B6ln[^&]*(&|$)" },
        { SimulatedPproFault.LongMessage, "&ERRMSG=m{128}(&|$)" },
        { SimulatedFault.LeadingNewline, "^\nREQUESTSTATUS" },
    };

    public async ValueTask InitializeAsync()
    {
        _gateway = await PproSimulator.StartAsync(new PproSimulatorOptions { ShuffleFields = false }, Ct);
        _gateway.Put(new SimulatedPproTransaction { TxId = "1", MerchantTxId = "m1", Status = "SUCCEEDED", FundsStatus = "RECEIVED" });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(ContentFaults), DisableDiscoveryEnumeration = true)]
    public async Task Content_fault_occurs_once(SimulatedFault fault, string pattern)
    {
        _gateway.Faults.Next(fault);

        var (spoiled, _) = await SendQueryAsync();
        var (right, _) = await SendQueryAsync();

        Assert.Matches(new Regex(pattern, RegexOptions.Singleline), Encoding.UTF8.GetString(spoiled));
        Assert.DoesNotMatch(new Regex(pattern, RegexOptions.Singleline), Encoding.UTF8.GetString(right));
    }

    [Fact]
    public async Task Charset_faults_are_in_the_bytes_and_in_the_label()
    {
        _gateway.Faults.Next(
            SimulatedFault.WrongCharset("iso-8859-1"), SimulatedFault.WrongCharset("utf-16"), SimulatedFault.InvalidUtf8,
            SimulatedFault.ByteOrderMark);

        var (latin, latinType) = await SendQueryAsync();
        var (wide, _) = await SendQueryAsync();
        var (invalid, invalidType) = await SendQueryAsync();
        var (marked, _) = await SendQueryAsync();

        Assert.Equal("application/x-www-form-urlencoded; charset=iso-8859-1", latinType);
        Assert.Contains((byte)0xE9, latin);
        Assert.Equal([0xFF, 0xFE], wide[..2]);
        Assert.Contains((byte)0xE9, invalid);
        Assert.Equal("application/x-www-form-urlencoded", invalidType);
        Assert.Equal([0xEF, 0xBB, 0xBF], marked[..3]);
    }

    [Fact]
    public async Task Fault_applies_to_a_failed_call()
    {
        _gateway.Remove("1");
        _gateway.Faults.Next(SimulatedFault.ConflictingField("REQUESTFAILREASON"), SimulatedFault.NotFoundWithState);

        var (conflicting, _) = await SendQueryAsync();
        var (withState, _) = await SendQueryAsync();

        Assert.Matches("REQUESTFAILREASON=TX_NOT_FOUND&.*REQUESTFAILREASON=AUTH_ERROR", Encoding.UTF8.GetString(conflicting));
        Assert.Contains("&FUNDSSTATUS=RECEIVED", Encoding.UTF8.GetString(withState), StringComparison.Ordinal);
    }

    private async Task<(byte[] Body, string? ContentType)> SendQueryAsync()
    {
        using var response = await _http.PostAsync(_gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
        return (await response.Content.ReadAsByteArrayAsync(Ct), response.Content.Headers.ContentType?.ToString());
    }
}
