using System.Net;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

public sealed class PproSimulatorTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly ManualTimeProvider _clock = new();
    private PproSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await PproSimulator.StartAsync(
            new PproSimulatorOptions { TimeProvider = _clock, Quota = new PproQuota { GetTxStatus = 3, GetTxStatusByMerchantTxId = 2 } },
            Ct);
        _gateway.Put(
            new SimulatedPproTransaction { TxId = "123887123", MerchantTxId = "sale1002", Status = "SUCCEEDED", FundsStatus = "RECEIVED" });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Succeeded_has_the_field_set_of_the_first_sample()
    {
        var answer = await SendQueryAsync(PproQuery.ByTxId("123887123"));

        var fields = PproQuery.Fields(answer);
        Assert.Equal(
            ["CHANNEL", "ERRMSG", "FUNDSSTATUS", "MERCHANTTXID", "REDIRECTSECRET", "REQUESTSTATUS", "STATUS", "TAG", "TXID"],
            fields.Keys.Where(k => !k.StartsWith("RAND", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("SUCCEEDED", fields["STATUS"]);
        Assert.Equal("RECEIVED", fields["FUNDSSTATUS"]);
        Assert.Single(Regex.Matches(answer, "(?:^|&)RAND[0-9]{10,11}=[0-9a-f]{40}(?:&|$)"));
    }

    [Fact]
    public async Task Pending_has_a_redirect_url_in_over_encoded_form()
    {
        _gateway.Put(
            new SimulatedPproTransaction { TxId = "1", Status = "PENDING", RedirectUrl = "https://r.example/process?tx=1&rs=a-b" });

        var answer = await SendQueryAsync(PproQuery.ByTxId("1"));

        Assert.Contains("REDIRECTURL=https%3A%2F%2Fr%2Eexample%2Fprocess%3Ftx%3D1%26rs%3Da%2Db", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("FAILREASON", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_has_a_reason_and_an_empty_secret()
    {
        _gateway.Put(
            new SimulatedPproTransaction { TxId = "2", Status = "FAILED", FailReason = "INPUT_DATA", ErrMsg = "Channel not found" });

        var fields = PproQuery.Fields(await SendQueryAsync(PproQuery.ByTxId("2")));

        Assert.Equal(("SUCCEEDED", "FAILED"), (fields["REQUESTSTATUS"], fields["STATUS"]));
        Assert.Equal(("INPUT_DATA", ""), (fields["FAILREASON"], fields["REDIRECTSECRET"]));
        Assert.Equal("Channel not found", fields["ERRMSG"]);
    }

    [Fact]
    public async Task Unknown_reference_has_the_field_set_of_the_fourth_sample()
    {
        var fields = PproQuery.Fields(await SendQueryAsync(PproQuery.ByTxId("404")));

        Assert.Equal(
            ["ERRMSG", "REQUESTFAILREASON", "REQUESTSTATUS", "STATUS", "TXID"],
            fields.Keys.Where(k => !k.StartsWith("RAND", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(("FAILED", "TX_NOT_FOUND", "0"), (fields["REQUESTSTATUS"], fields["REQUESTFAILREASON"], fields["TXID"]));
        Assert.Equal("Transaction not found", fields["ERRMSG"]);
    }

    [Theory]
    [InlineData("other", "test123", "TESTCONTRACT")]
    [InlineData("testclient", "other", "TESTCONTRACT")]
    [InlineData("testclient", "test123", "other")]
    public async Task Wrong_credentials_are_an_auth_error(string login, string password, string contract)
    {
        var fields = PproQuery.Fields(await SendQueryAsync(PproQuery.ByTxId("123887123", login, password, contract)));

        Assert.Equal(("FAILED", "AUTH_ERROR", "0"), (fields["REQUESTSTATUS"], fields["REQUESTFAILREASON"], fields["TXID"]));
    }

    [Fact]
    public async Task Merchant_reference_is_found_ignoring_case()
    {
        var fields = PproQuery.Fields(await SendQueryAsync(PproQuery.ByMerchantTxId("SALE1002")));

        Assert.Equal(("123887123", "sale1002"), (fields["TXID"], fields["MERCHANTTXID"]));
    }

    [Fact]
    public async Task Shared_merchant_reference_is_ambiguous()
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "3", MerchantTxId = "Sale1002", Status = "PENDING" });

        var fields = PproQuery.Fields(await SendQueryAsync(PproQuery.ByMerchantTxId("sale1002")));

        Assert.Equal(("FAILED", "TX_NOT_UNIQUE"), (fields["REQUESTSTATUS"], fields["REQUESTFAILREASON"]));
        Assert.Equal("Ambiguous MerchantTxId", fields["ERRMSG"]);
    }

    [Fact]
    public async Task Shared_merchant_reference_is_the_first_one_if_configured()
    {
        await using var gateway = await PproSimulator.StartAsync(new PproSimulatorOptions { AnswerFirstOfSeveral = true }, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "first", MerchantTxId = "a", Status = "PENDING" });
        gateway.Put(new SimulatedPproTransaction { TxId = "second", MerchantTxId = "A", Status = "SUCCEEDED" });

        using var response = await _http.PostAsync(gateway.Endpoint, PproQuery.ByMerchantTxId("A"), Ct);

        Assert.Equal("first", PproQuery.Fields(await response.Content.ReadAsStringAsync(Ct))["TXID"]);
    }

    [Fact]
    public async Task Quota_is_refilled_at_noon()
    {
        var reasons = new List<string?>();
        for (var i = 0; i < 4; i++) reasons.Add(await ReasonAsync());
        _clock.Advance(TimeSpan.FromHours(12));
        reasons.Add(await ReasonAsync());

        Assert.Equal([null, null, null, "SYSTEM_ERROR", null], reasons);

        async Task<string?> ReasonAsync() =>
            PproQuery.Fields(await SendQueryAsync(PproQuery.ByTxId("123887123"))).GetValueOrDefault("REQUESTFAILREASON");
    }

    [Fact]
    public async Task Locked_transaction_is_answered_late()
    {
        _gateway.LockTransaction("123887123", TimeSpan.FromSeconds(20));
        var pending = SendQueryAsync(PproQuery.ByTxId("123887123"));

        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(20), Ct);
        Assert.False(pending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Contains("STATUS=SUCCEEDED", await pending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_return_mode_type_and_method_are_rejected()
    {
        var mode = PproQuery.Form("GETTXSTATUS", "txid", "1", "testclient", "test123", "TESTCONTRACT", returnMode: "xml");
        var type = PproQuery.Form("REFUND", "txid", "1", "testclient", "test123", "TESTCONTRACT");

        Assert.Contains("REQUESTFAILREASON=UNKNOWN", await SendQueryAsync(mode), StringComparison.Ordinal);
        Assert.Contains("REQUESTFAILREASON=UNKNOWN", await SendQueryAsync(type), StringComparison.Ordinal);
        using var get = await _http.GetAsync(_gateway.Endpoint, Ct);
        using var text = await _http.PostAsync(_gateway.Endpoint, new StringContent("a=b"), Ct);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, HttpStatusCode.UnsupportedMediaType), (get.StatusCode, text.StatusCode));
    }

    [Fact]
    public void Move_follows_the_provider_unless_forced()
    {
        Assert.Throws<InvalidOperationException>(() => _gateway.Move("123887123", "FAILED"));
        _gateway.Put(new SimulatedPproTransaction { TxId = "7", Status = "PENDING", FundsStatus = "WAITING" });
        _gateway.Move("7", "FAILED", failReason: "TIMEOUT");
        _gateway.Move("7", "SUCCEEDED");
        _gateway.MoveFunds("7", "MISSING");
        Assert.Throws<InvalidOperationException>(() => _gateway.MoveFunds("7", "WAITING"));
        Assert.Equal("RECEIVED", _gateway.MoveFunds("7", "RECEIVED").FundsStatus);
        Assert.Equal("FAILED", _gateway.Move("7", "FAILED", force: true).Status);
    }

    [Fact]
    public async Task Script_moves_status_and_funds()
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "8", Status = "PENDING" }.ThenAfterQueries(1, "SUCCEEDED", "WAITING"));

        var first = PproQuery.Fields(await SendQueryAsync(PproQuery.ByTxId("8")));
        var second = PproQuery.Fields(await SendQueryAsync(PproQuery.ByTxId("8")));

        Assert.Equal(("PENDING", "NOT_EXPECTED"), (first["STATUS"], first["FUNDSSTATUS"]));
        Assert.Equal(("SUCCEEDED", "WAITING"), (second["STATUS"], second["FUNDSSTATUS"]));
    }

    private async Task<string> SendQueryAsync(HttpContent content)
    {
        using var response = await _http.PostAsync(_gateway.Endpoint, content, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-www-form-urlencoded", response.Content.Headers.ContentType?.ToString());
        return await response.Content.ReadAsStringAsync(Ct);
    }
}
