using System.Text;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

/// <summary>Answers and refusals of queries, without a connection.</summary>
public sealed class PproQueryAnswererTests
{
    private const string Mode = "returnmode=urlencodeext";
    private const string Login = Mode + "&login=testclient&password=test123&contractid=TESTCONTRACT";
    private const string ById = Login + "&txtype=GETTXSTATUS";
    private const string ByReference = Login + "&txtype=GETTXSTATUSBYMERCHANTTXID";

    private readonly TransactionTable<SimulatedPproTransaction> _table = new(
        one => one.TxId, one => one.MerchantTxId, one => one.Steps, (one, step) => one with { Status = step.State },
        StringComparer.OrdinalIgnoreCase);

    private readonly List<(string Before, string After)> _moves = [];

    public PproQueryAnswererTests()
    {
        _table.Put(new SimulatedPproTransaction { TxId = "1", MerchantTxId = "one", Status = "PENDING" }.ThenAfterQueries(0, "SUCCEEDED"));
        _table.Put(new SimulatedPproTransaction { TxId = "2", MerchantTxId = "two", Status = "PENDING" });
        _table.Put(new SimulatedPproTransaction { TxId = "3", MerchantTxId = "TWO", Status = "PENDING" });
    }

    [Theory]
    [InlineData(ById + "&txid=1", "SUCCEEDED&STATUS=SUCCEEDED&TXID=1")]
    [InlineData(ById + "&txid=4", "FAILED&REQUESTFAILREASON=TX_NOT_FOUND&STATUS=FAILED&TXID=0&ERRMSG=Transaction%20not%20found")]
    [InlineData(ById + "&txid=", "FAILED&REQUESTFAILREASON=TX_NOT_FOUND&STATUS=FAILED&TXID=0&ERRMSG=Transaction%20not%20found")]
    [InlineData(ById, "FAILED&REQUESTFAILREASON=TX_NOT_FOUND&STATUS=FAILED&TXID=0&ERRMSG=Transaction%20not%20found")]
    [InlineData(ByReference + "&merchanttxid=ONE", "SUCCEEDED&STATUS=SUCCEEDED&TXID=1")]
    [InlineData(ByReference + "&merchanttxid=two", "FAILED&REQUESTFAILREASON=TX_NOT_UNIQUE&STATUS=FAILED&TXID=0&ERRMSG=Ambiguous")]
    [InlineData(ByReference + "&merchanttxid=4", "FAILED&REQUESTFAILREASON=TX_NOT_FOUND")]
    [InlineData(ByReference + "&txid=1", "FAILED&REQUESTFAILREASON=TX_NOT_FOUND")]
    [InlineData(Login + "&txtype=OTHER", "FAILED&REQUESTFAILREASON=UNKNOWN&STATUS=FAILED&TXID=0&ERRMSG=Unknown%20txtype")]
    [InlineData("returnmode=xml", "FAILED&REQUESTFAILREASON=UNKNOWN&STATUS=FAILED&TXID=0&ERRMSG=Unknown%20returnmode")]
    [InlineData(Mode + "&password=test123&contractid=TESTCONTRACT", "FAILED&REQUESTFAILREASON=AUTH_ERROR")]
    [InlineData(Mode + "&login=testclient&contractid=TESTCONTRACT", "FAILED&REQUESTFAILREASON=AUTH_ERROR")]
    [InlineData(Mode + "&login=testclient&password=test123", "FAILED&REQUESTFAILREASON=AUTH_ERROR")]
    public async Task Query_is_answered_by_its_fields(string body, string start)
    {
        var answer = await AnswerAsync(new(), body);

        Assert.StartsWith("REQUESTSTATUS=" + start, Encoding.ASCII.GetString(answer.Body.Span), StringComparison.Ordinal);
        Assert.Equal("application/x-www-form-urlencoded", answer.ContentType);
        Assert.Null(answer.Instead);
        (string, string)[] moves = start.Contains("TXID=1", StringComparison.Ordinal) ? [("PENDING", "SUCCEEDED")] : [];
        Assert.Equal(moves, _moves);
    }

    [Fact]
    public async Task First_of_several_is_answered_if_configured()
    {
        var answer = await AnswerAsync(new() { AnswerFirstOfSeveral = true }, ByReference + "&merchanttxid=two");

        Assert.Contains("&TXID=2&", Encoding.ASCII.GetString(answer.Body.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PproCertificateCheck.None, ById + "&txid=1", null)]
    [InlineData(PproCertificateCheck.None, Mode, SimulatedFaultKind.EmptyBody)]
    [InlineData(PproCertificateCheck.None, "returnmode=xml", null)]
    [InlineData(PproCertificateCheck.Handshake, ById + "&txid=1", null)]
    [InlineData(PproCertificateCheck.AuthError, ById + "&txid=1", SimulatedFaultKind.EmptyBody)]
    [InlineData(PproCertificateCheck.Forbidden, ById + "&txid=1", SimulatedFaultKind.Status)]
    public async Task Refusal_depends_on_the_options(PproCertificateCheck check, string body, SimulatedFaultKind? instead)
    {
        var options = new PproSimulatorOptions
        {
            ClientCertificate = check,
            RejectWith = SimulatedFault.EmptyBody,
            OverLimitWith = SimulatedFault.HtmlPage,
        };

        var answer = await AnswerAsync(options, body);

        Assert.Equal(instead, answer.Instead?.Kind);
        Assert.Equal(instead == SimulatedFaultKind.Status ? 403 : 0, answer.Instead?.Number ?? 0);
        Assert.Equal(instead is not null, Encoding.ASCII.GetString(answer.Body.Span).Contains("AUTH_ERROR", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "Too%20many%20concurrent%20requests")]
    [InlineData(false, "Quota%20exceeded")]
    public async Task Call_over_a_limit_is_a_system_error_or_the_configured_answer(bool isOverLimit, string message)
    {
        var options = new PproSimulatorOptions
        {
            Quota = new PproQuota { GetTxStatus = 0, GetTxStatusByMerchantTxId = 0 },
            OverLimitWith = SimulatedFault.HtmlPage,
        };

        var answer = await AnswerAsync(options, ById + "&txid=1", isOverLimit);

        Assert.StartsWith(
            $"REQUESTSTATUS=FAILED&REQUESTFAILREASON=SYSTEM_ERROR&STATUS=FAILED&TXID=0&ERRMSG={message}&",
            Encoding.ASCII.GetString(answer.Body.Span), StringComparison.Ordinal);
        Assert.Equal(SimulatedFaultKind.HtmlPage, answer.Instead?.Kind);
    }

    [Theory]
    [InlineData("PENDING", "SUCCEEDED", true)]
    [InlineData("PENDING", "FAILED", true)]
    [InlineData("FAILED", "SUCCEEDED", true)]
    [InlineData("SUCCEEDED", "SUCCEEDED", false)]
    [InlineData("FAILED", "FAILED", false)]
    [InlineData("FAILED", "PENDING", false)]
    [InlineData("PENDING", "PENDING", false)]
    public void Move_to_an_end_is_notified(string source, string target, bool isReported) =>
        Assert.Equal(isReported, PproStates.IsReported(source, target));

    [Fact]
    public void Certificate_without_a_pinned_one_is_refused()
    {
        using var authority = new TestAuthority("other");
        using var limits = new PproLimits(new PproSimulatorOptions());
        var answerer = new PproQueryAnswerer(new PproSimulatorOptions(), _table, limits);

        Assert.False(answerer.IsPinned(null));
        Assert.False(answerer.IsPinned(authority.Certificate));
    }

    [Fact]
    public async Task Transaction_that_was_removed_meanwhile_is_a_conflict_for_the_consumer()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var gateway = await PproSimulator.StartAsync(cancellationToken: ct);

        var (status, page) = PproConsumerPage.TryMove(gateway, "1", ("FAILED", null, null));

        Assert.Equal(409, status);
        Assert.Contains("No transaction &#x27;1&#x27; was put", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notification_needs_a_transaction()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var gateway = await PproSimulator.StartAsync(
            new PproSimulatorOptions { NotificationUrl = new Uri("http://127.0.0.1:9/") }, ct);

        Assert.False(gateway.Notify("1"));
    }

    private async Task<SimulatorAnswer> AnswerAsync(PproSimulatorOptions options, string body, bool isOverLimit = false)
    {
        options.ShuffleFields = false;
        using var limits = new PproLimits(options);
        return await new PproQueryAnswerer(options, _table, limits).AnswerAsync(
            new SimulatorQuery(Encoding.ASCII.GetBytes(body), RequestCarrier.Form, null, isOverLimit, new DefaultHttpContext()),
            (before, after) => _moves.Add((before.Status, after.Status)),
            TestContext.Current.CancellationToken);
    }
}
