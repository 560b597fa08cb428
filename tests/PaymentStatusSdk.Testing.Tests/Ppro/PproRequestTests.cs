using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

/// <summary>How requests are read and refused, and the limits of calls.</summary>
public sealed class PproRequestTests : IDisposable
{
    private const string Login = "returnmode=urlencodeext&login=testclient&password=test123&contractid=TESTCONTRACT";

    private readonly HttpClient _http = new();
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Start_refuses_values_out_of_range()
    {
        await AssertRefusedAsync(new() { Login = "" }, "Login");
        await AssertRefusedAsync(new() { Password = "" }, "Password");
        await AssertRefusedAsync(new() { ContractId = "" }, "ContractId");
        await AssertRefusedAsync(new() { NotificationSecret = "" }, "NotificationSecret");
        await AssertRefusedAsync(new() { ConcurrencyLimit = 0 }, "ConcurrencyLimit");
        await AssertRefusedAsync(new() { LockAfterMove = TimeSpan.FromTicks(-1) }, "LockAfterMove");
        await AssertRefusedAsync(new() { ClientCertificate = PproCertificateCheck.AuthError }, "Certificates");
        await AssertRefusedAsync(new() { MaxRequestBodyBytes = 1 }, "MaxRequestBodyBytes");

        static async Task AssertRefusedAsync(PproSimulatorOptions options, string name)
        {
            var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => PproSimulator.StartAsync(options, Ct));
            Assert.Equal(name, exception.ParamName);
        }
    }

    [Fact]
    public async Task Names_addresses_and_defaults_are_as_documented()
    {
        await using var gateway = await StartAsync(new() { Login = "l", Password = "p", ContractId = "c", NotificationSecret = "s" });
        var options = new PproSimulatorOptions();

        Assert.Equal(
            ("ppro", "l", "p", "c", "s"), (gateway.Name, gateway.Login, gateway.Password, gateway.ContractId, gateway.NotificationSecret));
        Assert.Equal(("http", "/"), (gateway.Endpoint.Scheme, gateway.Endpoint.AbsolutePath));
        Assert.Equal("/process?tx=a%20b%26c", gateway.ConsumerPage("a b&c").PathAndQuery);
        Assert.Equal((1000, 50), (PproQuota.TestHost.GetTxStatus, PproQuota.TestHost.GetTxStatusByMerchantTxId));
        Assert.Equal(("testclient", "test123", "TESTCONTRACT", "notification-example", "RECEIVED OK"), (
            options.Login, options.Password, options.ContractId, options.NotificationSecret, options.RequirePhrase));
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromMinutes(15), 192), options.Redelivery);
        Assert.Equal((true, 1, true), (options.ShuffleFields, options.Seed, options.RequireStatus200));
    }

    [Theory]
    [InlineData(Login + "&txtype=GETTXSTATUS&txid=1", "REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID=1&")]
    [InlineData(Login + "&txtype=GETTXSTATUS&txid=%31", "REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID=1&")]
    [InlineData(Login + "&txtype=GETTXSTATUS&txid=%3", "REQUESTFAILREASON=TX_NOT_FOUND&STATUS=FAILED&TXID=0&ERRMSG=Transaction%20not")]
    [InlineData(Login + "&txtype=GETTXSTATUS&txid=", "REQUESTFAILREASON=TX_NOT_FOUND&STATUS=FAILED&TXID=0&ERRMSG=Transaction%20not")]
    [InlineData(Login + "&txtype=GETTXSTATUS", "REQUESTFAILREASON=TX_NOT_FOUND&STATUS=FAILED&TXID=0&ERRMSG=Transaction%20not")]
    [InlineData(Login + "&txtype=GETTXSTATUS&merchanttxid=m1", "REQUESTFAILREASON=TX_NOT_FOUND&")]
    [InlineData(Login + "&txtype=GETTXSTATUSBYMERCHANTTXID&merchanttxid=M1", "STATUS=SUCCEEDED&TXID=1&")]
    [InlineData(Login + "&txtype=GETTXSTATUSBYMERCHANTTXID&txid=1", "REQUESTFAILREASON=TX_NOT_FOUND&")]
    [InlineData(Login + "&txtype=GETTXSTATUSBYMERCHANTTXID&merchanttxid=x", "REQUESTFAILREASON=TX_NOT_FOUND&")]
    [InlineData(Login + "&txtype=gettxstatus&txid=1", "REQUESTFAILREASON=UNKNOWN&STATUS=FAILED&TXID=0&ERRMSG=Unknown%20txtype")]
    [InlineData(Login + "&txid=1", "REQUESTFAILREASON=UNKNOWN&STATUS=FAILED&TXID=0&ERRMSG=Unknown%20txtype")]
    [InlineData("txtype=GETTXSTATUS&txid=1", "REQUESTFAILREASON=UNKNOWN&STATUS=FAILED&TXID=0&ERRMSG=Unknown%20returnmode")]
    [InlineData("returnmode=urlencodeext&txtype=GETTXSTATUS&txid=1",
        "REQUESTFAILREASON=AUTH_ERROR&STATUS=FAILED&TXID=0&ERRMSG=Authentication%20failed")]
    public async Task Request_is_answered_by_its_fields(string body, string expected)
    {
        await using var gateway = await StartAsync(new());

        Assert.Contains(expected, await SendAsync(gateway, body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "/", 200)]
    [InlineData("Application/X-WWW-Form-Urlencoded ; charset=utf-8", "/", 200)]
    [InlineData("text/plain", "/", 415)]
    [InlineData("text/plain; a=application/x-www-form-urlencoded", "/", 415)]
    [InlineData("application/x-www-form-urlencoded", "/other", 404)]
    public async Task Form_at_the_root_is_a_query(string contentType, string path, int status)
    {
        await using var gateway = await StartAsync(new());
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(Login));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await _http.PostAsync(new Uri(gateway.Endpoint, path), content, Ct);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? RequestCarrier.Form : RequestCarrier.Unknown, Assert.Single(gateway.Received).Carrier);
    }

    [Fact]
    public async Task Configured_refusal_replaces_the_answer_to_wrong_credentials_only()
    {
        await using var gateway = await StartAsync(new() { RejectWith = SimulatedFault.Status(401) });
        gateway.Faults.Next(null, null, null, SimulatedFault.LeadingNewline);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(PproQuery.ByTxId("1", login: "x")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(PproQuery.ByTxId("1")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(PproQuery.ByTxId("404")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(PproQuery.ByTxId("1", login: "x")));

        async Task<HttpStatusCode> StatusAsync(HttpContent content)
        {
            using var response = await _http.PostAsync(gateway.Endpoint, content, Ct);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Quotas_are_counted_apart_and_end_at_noon_and_midnight()
    {
        await using var gateway = await StartAsync(new()
        {
            Quota = new PproQuota { GetTxStatus = 2, GetTxStatusByMerchantTxId = 1 },
            OverLimitWith = SimulatedFault.TooManyRequests(),
        });

        Assert.Equal(new[] { 200, 200, 429 }, await StatusesAsync(id => PproQuery.ByTxId(id), "1", 3));
        Assert.Equal(new[] { 200, 429 }, await StatusesAsync(PproQuery.ByMerchantTxId, "m1", 2));
        // The clock begins at 03:04:05.
        _clock.Advance(new TimeSpan(8, 55, 54));
        Assert.Equal(new[] { 429 }, await StatusesAsync(id => PproQuery.ByTxId(id), "1", 1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new[] { 200, 200, 429 }, await StatusesAsync(id => PproQuery.ByTxId(id), "1", 3));
        Assert.Equal(new[] { 200, 429 }, await StatusesAsync(PproQuery.ByMerchantTxId, "m1", 2));
        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromTicks(1));
        Assert.Equal(new[] { 429 }, await StatusesAsync(id => PproQuery.ByTxId(id), "1", 1));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(new[] { 200 }, await StatusesAsync(id => PproQuery.ByTxId(id), "1", 1));

        Task<int[]> StatusesAsync(Func<string, HttpContent> query, string id, int count) => SendAllAsync(gateway, query, id, count);
    }

    [Fact]
    public async Task Call_over_a_limit_is_a_system_error_with_its_reason()
    {
        await using var gateway = await StartAsync(
            new() { Quota = new PproQuota { GetTxStatus = 0, GetTxStatusByMerchantTxId = 0 } });

        Assert.StartsWith(
            "REQUESTSTATUS=FAILED&REQUESTFAILREASON=SYSTEM_ERROR&STATUS=FAILED&TXID=0&ERRMSG=Quota%20exceeded&RAND",
            await SendAsync(gateway, Login + "&txtype=GETTXSTATUS&txid=1"),
            StringComparison.Ordinal);
        Assert.Contains("AUTH_ERROR", await SendAsync(gateway, "returnmode=urlencodeext"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_over_the_concurrency_limit_is_a_system_error()
    {
        await using var gateway = await StartAsync(new() { ConcurrencyLimit = 1, RefuseOverConcurrency = true });
        var hold = new FaultHold();
        gateway.Faults.Next(SimulatedFault.Hold(hold));
        var held = SendAsync(gateway, Login + "&txtype=GETTXSTATUS&txid=1");
        await hold.WaitForArrivalsAsync(1, Ct);

        var refused = await SendAsync(gateway, Login + "&txtype=GETTXSTATUS&txid=1");
        hold.Release();

        Assert.Contains("SYSTEM_ERROR&STATUS=FAILED&TXID=0&ERRMSG=Too%20many%20concurrent%20requests&", refused, StringComparison.Ordinal);
        Assert.Contains("REQUESTSTATUS=SUCCEEDED", await held, StringComparison.Ordinal);
        Assert.Contains(
            "REQUESTSTATUS=SUCCEEDED", await SendAsync(gateway, Login + "&txtype=GETTXSTATUS&txid=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moved_transaction_is_locked_for_the_configured_time()
    {
        await using var gateway = await StartAsync(new() { LockAfterMove = TimeSpan.FromSeconds(10) });
        gateway.Put(new SimulatedPproTransaction { TxId = "2", Status = "PENDING" });
        gateway.Move("2", "FAILED");

        var pending = SendAsync(gateway, Login + "&txtype=GETTXSTATUS&txid=2");
        Assert.Contains("TXID=1", await SendAsync(gateway, Login + "&txtype=GETTXSTATUS&txid=1"), StringComparison.Ordinal);
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(10), Ct);

        Assert.Contains("&STATUS=FAILED&TXID=2&", await pending, StringComparison.Ordinal);
        Assert.Contains("&TXID=2&", await SendAsync(gateway, Login + "&txtype=GETTXSTATUS&txid=2"), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => gateway.LockTransaction("2", TimeSpan.Zero));
    }

    private async Task<PproSimulator> StartAsync(PproSimulatorOptions options)
    {
        (options.TimeProvider, options.ShuffleFields) = (_clock, false);
        var gateway = await PproSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1", MerchantTxId = "m1", Status = "SUCCEEDED" });
        return gateway;
    }

    private async Task<string> SendAsync(PproSimulator gateway, string body)
    {
        using var content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var response = await _http.PostAsync(gateway.Endpoint, content, Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }

    private async Task<int[]> SendAllAsync(PproSimulator gateway, Func<string, HttpContent> query, string id, int count)
    {
        var statuses = new int[count];
        for (var i = 0; i < count; i++)
        {
            using var response = await _http.PostAsync(gateway.Endpoint, query(id), Ct);
            statuses[i] = (int)response.StatusCode;
        }

        return statuses;
    }
}
