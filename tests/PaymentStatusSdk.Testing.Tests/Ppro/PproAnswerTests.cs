using System.Text;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

/// <summary>Whole answers in the order of the samples, without RAND. Bytes are compared as ISO-8859-1.</summary>
public sealed partial class PproAnswerTests : IAsyncLifetime
{
    private const string Head = "REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID=1&ERRMSG=";
    private const string Rest = "REDIRECTSECRET=made0up0redirect0secret0&CHANNEL=testchannel&TAG=giropay";
    private const string Right = Head + "&" + Rest + "&MERCHANTTXID=m1&FUNDSSTATUS=RECEIVED";

    private const string Sample = "STATUS=SUCCEEDED&TXID=100000001&ERRMSG=&" + Rest + "&MERCHANTTXID=order0000&FUNDSSTATUS=RECEIVED";

    private readonly HttpClient _http = new();
    private PproSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<SimulatedFault, string> ContentFaults => new()
    {
        { SimulatedFault.WrongId, With("TXID=1&", "", "&MERCHANTTXID=m1", "") + "&TXID=99999999999&MERCHANTTXID=somebodyelses1" },
        { SimulatedFault.NoId, With("TXID=1&", "", "&MERCHANTTXID=m1", "") },
        { SimulatedFault.UnknownState(), With("&STATUS=SUCCEEDED", "") + "&STATUS=SIMULATED_NEW_STATE" },
        { SimulatedFault.ForeignResult(), With("REQUESTSTATUS=SUCCEEDED&", "") + "&REQUESTSTATUS=PENDING" },
        { SimulatedFault.SuccessWithoutState, With("&STATUS=SUCCEEDED", "") },
        { SimulatedFault.NotFoundWithState,
            With("REQUESTSTATUS=SUCCEEDED&", "") + "&REQUESTSTATUS=FAILED&REQUESTFAILREASON=TX_NOT_FOUND" },
        { SimulatedFault.ErrorWithState, With("REQUESTSTATUS=SUCCEEDED&", "") + "&REQUESTSTATUS=FAILED&REQUESTFAILREASON=SYSTEM_ERROR" },
        { SimulatedPproFault.NonAsciiMessage,
            With("ERRMSG=&", "") + "&ERRMSG=Zahlung%20abgelehnt%3A%20K%C3%B6ln%2C%20%E2%82%AC%205%2C%20%E6%97%A5%E6%9C%AC" },
        { SimulatedPproFault.LongMessage, With("ERRMSG=&", "") + "&ERRMSG=" + new string('m', 128) },
        { SimulatedFault.DuplicateField(), Right + "&STATUS=SUCCEEDED" },
        { SimulatedFault.DuplicateField("TAG"), Right + "&TAG=giropay" },
        { SimulatedFault.DuplicateField("FAILREASON"), Right },
        { SimulatedFault.ConflictingField(), Right + "&STATUS=FAILED" },
        { SimulatedFault.ConflictingField("REQUESTSTATUS"), Right + "&REQUESTSTATUS=FAILED" },
        { SimulatedFault.ConflictingField("FUNDSSTATUS"), Right + "&FUNDSSTATUS=MISSING" },
        { SimulatedFault.ConflictingField("TAG"), Right + "&TAG=giropay2" },
        { SimulatedPproFault.BareAmpersand, With("ERRMSG=", "ERRMSG=Channel%20not&20found") },
        { SimulatedPproFault.BadEscapes, With("ERRMSG=", "ERRMSG=bad%zz%E9%2") },
        { SimulatedFault.InvalidUtf8, With("ERRMSG=", "ERRMSG=caf\u00E9") },
        { SimulatedFault.WrongCharset("iso-8859-1"), With("ERRMSG=&", "") + "&ERRMSG=caf\u00E9" },
        { SimulatedFault.WrongCharset("iso-8859-1", transcoded: false), With("ERRMSG=&", "") + "&ERRMSG=caf\u00C3\u00A9" },
        { SimulatedFault.LeadingNewline, "\n" + Right },
        { SimulatedFault.ByteOrderMark, "\u00EF\u00BB\u00BF" + Right },
        { SimulatedPproFault.PrettyLineBreaks, Right.Replace("&", "\n&", StringComparison.Ordinal) + "\n\n" },
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
    public async Task Fault_changes_exactly_its_part_of_the_answer(SimulatedFault fault, string expected)
    {
        _gateway.Faults.Next(fault);

        Assert.Equal(expected, await SendQueryAsync("1"));
        Assert.Equal(Right, await SendQueryAsync("1"));
    }

    [Theory]
    [InlineData("PENDING", "&REDIRECTURL=u&REDIRECTSECRET=s&CHANNEL=c&TAG=t&MERCHANTTXID=m&FUNDSSTATUS=WAITING")]
    [InlineData("FAILED", "&REDIRECTSECRET=&FAILREASON=TIMEOUT&CHANNEL=c&TAG=t&MERCHANTTXID=m&FUNDSSTATUS=WAITING")]
    [InlineData("SUCCEEDED", "&REDIRECTSECRET=s&CHANNEL=c&TAG=t&MERCHANTTXID=m&FUNDSSTATUS=WAITING")]
    public async Task Fields_depend_on_the_status(string status, string rest)
    {
        _gateway.Put(new SimulatedPproTransaction
        {
            TxId = "2",
            MerchantTxId = "m",
            Status = status,
            FailReason = "TIMEOUT",
            FundsStatus = "WAITING",
            RedirectUrl = "u",
            RedirectSecret = "s",
            Channel = "c",
            Tag = "t",
            ErrMsg = "e",
        });

        Assert.Equal($"REQUESTSTATUS=SUCCEEDED&STATUS={status}&TXID=2&ERRMSG=e{rest}", await SendQueryAsync("2"));
    }

    [Theory]
    [InlineData("PENDING", "&REDIRECTSECRET=made0up0redirect0secret0&CHANNEL=testchannel&TAG=giropay")]
    [InlineData("FAILED", "&REDIRECTSECRET=&CHANNEL=testchannel&TAG=giropay")]
    public async Task Missing_values_have_no_field(string status, string rest)
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "2", Status = status, FundsStatus = null, RedirectUrl = "" });

        Assert.Equal($"REQUESTSTATUS=SUCCEEDED&STATUS={status}&TXID=2&ERRMSG={rest}", await SendQueryAsync("2"));
    }

    [Fact]
    public async Task Wrong_values_differ_from_those_of_the_transaction()
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "2", Status = "FAILED", FailReason = "TIMEOUT", FundsStatus = "WAITING" });
        _gateway.Put(new SimulatedPproTransaction { TxId = "3", Status = "FAILED", FailReason = "USER_ABORT" });
        _gateway.Faults.Next(
            SimulatedFault.ConflictingField("FAILREASON"), SimulatedFault.ConflictingField(),
            SimulatedFault.ConflictingField("FUNDSSTATUS"), SimulatedFault.WrongId);

        Assert.EndsWith("&FAILREASON=USER_ABORT", await SendQueryAsync("2"), StringComparison.Ordinal);
        Assert.EndsWith("&STATUS=SUCCEEDED", await SendQueryAsync("2"), StringComparison.Ordinal);
        Assert.EndsWith("&FUNDSSTATUS=RECEIVED", await SendQueryAsync("2"), StringComparison.Ordinal);
        // Without a merchant reference, none is invented.
        Assert.EndsWith("&FUNDSSTATUS=WAITING&TXID=99999999999", await SendQueryAsync("2"), StringComparison.Ordinal);
        _gateway.Faults.Next(SimulatedFault.ConflictingField("FAILREASON"));
        Assert.EndsWith("&FAILREASON=TIMEOUT", await SendQueryAsync("3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_call_with_a_state_has_that_of_a_sample()
    {
        const string Failed = "REQUESTSTATUS=FAILED&REQUESTFAILREASON=TX_NOT_FOUND&STATUS=FAILED&TXID=0&ERRMSG=Transaction%20not%20found";
        _gateway.Faults.Next(
            null, SimulatedFault.NotFoundWithState, SimulatedFault.ErrorWithState, SimulatedFault.SuccessWithoutState,
            SimulatedFault.WrongId, SimulatedFault.ConflictingField("REQUESTFAILREASON"));

        Assert.Equal(Failed, await SendQueryAsync("404"));
        Assert.Equal(Sample + "&REQUESTSTATUS=FAILED&REQUESTFAILREASON=TX_NOT_FOUND", await SendQueryAsync("404"));
        Assert.Equal(Sample + "&REQUESTSTATUS=FAILED&REQUESTFAILREASON=SYSTEM_ERROR", await SendQueryAsync("404"));
        Assert.Equal(
            "REQUESTSTATUS=SUCCEEDED&" + Sample.Replace("STATUS=SUCCEEDED&TXID", "TXID", StringComparison.Ordinal),
            await SendQueryAsync("404"));
        Assert.Equal(Failed.Replace("&TXID=0", "", StringComparison.Ordinal) + "&TXID=99999999999", await SendQueryAsync("404"));
        Assert.Equal(Failed + "&REQUESTFAILREASON=AUTH_ERROR", await SendQueryAsync("404"));
        _gateway.Faults.Next(SimulatedFault.ConflictingField("REQUESTFAILREASON"));
        using var response = await _http.PostAsync(_gateway.Endpoint, PproQuery.ByTxId("1", login: "x"), Ct);
        Assert.Contains("&REQUESTFAILREASON=TX_NOT_FOUND", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_and_RAND_of_the_fields_depend_on_the_seed()
    {
        await using var first = await StartAsync(seed: 1);
        await using var same = await StartAsync(seed: 1);
        await using var other = await StartAsync(seed: 2);
        var answers = new List<string>();

        for (var i = 0; i < 8; i++)
        {
            answers.Add(await BytesAsync(first, "1"));
            Assert.Equal(answers[i], await BytesAsync(same, "1"));
        }

        Assert.DoesNotContain(await BytesAsync(other, "1"), answers);
        Assert.Equal(8, answers.Select(answer => Rand().Replace(answer, "")).Distinct().Count());
        Assert.Contains(answers, answer => Rand().Match(answer).Index < answer.Length / 2);
        Assert.Equal(8, answers.Select(answer => Rand().Match(answer).Value).Distinct().Count());
        Assert.All(answers, answer => Assert.Single(Rand().Matches(answer)));

        static async Task<PproSimulator> StartAsync(int seed)
        {
            var gateway = await PproSimulator.StartAsync(new PproSimulatorOptions { Seed = seed }, Ct);
            gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "SUCCEEDED" });
            return gateway;
        }
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

    private async Task<string> SendQueryAsync(string id) => Rand().Replace(await BytesAsync(_gateway, id), "");

    private async Task<string> BytesAsync(PproSimulator gateway, string id)
    {
        using var response = await _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId(id), Ct);
        return Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(Ct));
    }

    [GeneratedRegex("&?RAND[0-9]{10,11}=[0-9a-f]{40}")]
    private static partial Regex Rand();
}
