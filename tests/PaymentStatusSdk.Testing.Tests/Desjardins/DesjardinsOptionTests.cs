using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

public sealed class DesjardinsOptionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_refuses_values_out_of_range()
    {
        await AssertRefusedAsync(new() { MerchantLanguage = "de" }, "MerchantLanguage");
        await AssertRefusedAsync(new() { MerchantLanguage = "FR" }, "MerchantLanguage");
        await AssertRefusedAsync(new() { ErrorStatus = 199 }, "ErrorStatus");
        await AssertRefusedAsync(new() { ErrorStatus = 600 }, "ErrorStatus");
        await AssertRefusedAsync(new() { LoginDelay = TimeSpan.FromTicks(-1) }, "LoginDelay");
        await AssertRefusedAsync(new() { StatusDelay = TimeSpan.FromTicks(-1) }, "StatusDelay");
        await AssertRefusedAsync(new() { CallbackDelay = TimeSpan.FromTicks(-1) }, "CallbackDelay");
        await AssertRefusedAsync(new() { LostCallbackOpenTime = TimeSpan.FromTicks(-1) }, "LostCallbackOpenTime");
        await AssertRefusedAsync(new() { YoungAge = TimeSpan.FromTicks(-1) }, "YoungAge");
        await AssertRefusedAsync(new() { MerchantId = "" }, "MerchantId");
        await AssertRefusedAsync(new() { MerchantKey = "" }, "MerchantKey");
        await AssertRefusedAsync(new() { ErrorCode = "" }, "ErrorCode");
        await AssertRefusedAsync(new() { StatusType = "" }, "StatusType");
        await AssertRefusedAsync(new() { CallbackContentType = "" }, "CallbackContentType");
        await AssertRefusedAsync(new() { Envelope = "a b" }, "Envelope");
        await AssertRefusedAsync(new() { TransactionContainer = "" }, "TransactionContainer");
        await AssertRefusedAsync(new() { TransactionElement = "a:b" }, "TransactionElement");
        await AssertRefusedAsync(new() { TransactionIdAttribute = "1" }, "TransactionIdAttribute");
        await AssertRefusedAsync(new() { LanguageElement = "<" }, "LanguageElement");
        await AssertRefusedAsync(new() { Port = 65536 }, "Port");

        static async Task AssertRefusedAsync(DesjardinsSimulatorOptions options, string name)
        {
            var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => DesjardinsSimulator.StartAsync(options, Ct));
            Assert.Equal(name, exception.ParamName);
        }
    }

    [Fact]
    public void Defaults_are_as_documented()
    {
        var options = new DesjardinsSimulatorOptions();

        Assert.Equal(("100001", "fr", "WX99", "WX03", 200), (
            options.MerchantId, options.MerchantLanguage, options.UnknownTransactionCode, options.ErrorCode, options.ErrorStatus));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)), (options.LostCallbackOpenTime, options.YoungAge));
        Assert.Equal(("status", "transactions", "transactions"), (options.StatusType, options.Envelope, options.TransactionContainer));
        Assert.Equal(("transaction", "id", "language"), (
            options.TransactionElement, options.TransactionIdAttribute, options.LanguageElement));
        Assert.Equal((true, true, false), (options.InputAttribute, options.EchoUrls, options.Utf8));
        Assert.Empty(options.Redelivery);
    }

    [Fact]
    public async Task Names_address_and_answers_are_as_configured()
    {
        await using var gateway = await DesjardinsSimulator.StartAsync(
            new DesjardinsSimulatorOptions { MerchantId = "7", MerchantKey = "key7", ErrorCode = "E1", ErrorStatus = 599 }, Ct);
        using var client = new DipsClient(gateway.Endpoint);

        Assert.Equal(("desjardins", "7", "key7"), (gateway.Name, gateway.MerchantId, gateway.MerchantKey));
        Assert.Equal(("http", "/catch"), (gateway.Endpoint.Scheme, gateway.Endpoint.AbsolutePath));
        using var refused = await client.SendAsync(Encoding.ASCII.GetBytes(DipsClient.Login("S")), "text/xml", Ct);
        Assert.Equal(599, (int)refused.StatusCode);
        Assert.Equal("text/xml", refused.Content.Headers.ContentType?.ToString());
        Assert.Contains("<code>E1</code>", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var accepted = await client.PostAsync(DipsClient.Login("S", "key7"), Ct);
        Assert.Contains("<response><merchant id=\"7\" key=\"key7\"><login><trx id=\"S\" key=\"", accepted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_methods_types_and_paths_are_refused()
    {
        await using var gateway = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);
        using var client = new DipsClient(gateway.Endpoint);
        using var http = new HttpClient();
        var login = Encoding.ASCII.GetBytes(DipsClient.Login("S"));

        using var xml = await client.SendAsync(login, "Text/XML; charset=ISO-8859-15", Ct);
        using var plain = await client.SendAsync(login, "application/xml", Ct);
        using var get = await http.GetAsync(gateway.Endpoint, Ct);
        using var path = await http.GetAsync(new Uri(gateway.Endpoint, "/"), Ct);

        Assert.Equal(1, gateway.Sessions);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound],
            new[] { xml, plain, get, path }.Select(one => one.StatusCode));
        Assert.Equal(["Content type is not text/xml", "Method is not POST"], gateway.Refusals.Select(one => one.Reason));
    }

    [Fact]
    public async Task Login_faults_change_the_session_in_the_answer()
    {
        await using var gateway = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);
        using var client = new DipsClient(gateway.Endpoint);
        gateway.LoginFaults.Next(
            SimulatedFault.NoId, SimulatedFault.WrongId, SimulatedFault.LeadingNewline, SimulatedDipsFault.ErrorDocument());
        gateway.StatusFaults.Next(SimulatedFault.Status(500));

        Assert.Equal(
            $"{DipsClient.Declaration}<response><merchant id=\"100001\" key=\"{DipsClient.MerchantKey}\"><login></login></merchant>"
            + "</response>",
            await client.PostAsync(DipsClient.Login("A"), Ct));
        Assert.Contains(
            "<trx id=\"SIMULATEDOTHERSESSION\" key=\"", await client.PostAsync(DipsClient.Login("B"), Ct), StringComparison.Ordinal);
        Assert.StartsWith("\n" + DipsClient.Declaration, await client.PostAsync(DipsClient.Login("C"), Ct), StringComparison.Ordinal);
        Assert.Contains("<code>WX03</code>", await client.PostAsync(DipsClient.Login("D"), Ct), StringComparison.Ordinal);
        Assert.Equal((3, 1), (gateway.Sessions, gateway.StatusFaults.Queued));
        Assert.Equal("Simulated error", Assert.Single(gateway.Refusals).Reason);
    }

    [Fact]
    public async Task Date_is_the_time_of_the_submission_in_the_time_zone_of_the_gateway()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("five hours behind", TimeSpan.FromHours(-5), null, null);
        await using var gateway = await DesjardinsSimulator.StartAsync(
            new DesjardinsSimulatorOptions { TimeProvider = new ManualTimeProvider(), TimeZone = zone }, Ct);
        var transaction = SimulatedDipsTransaction.Of("A", DipsOutcome.Approved);

        gateway.Put(transaction);
        Assert.Equal("26/01/01 22:04:05", gateway.Find("A")?.Date);
        gateway.Put(transaction with { SubmittedAt = new DateTimeOffset(2026, 12, 31, 23, 59, 58, TimeSpan.FromHours(-5)) });
        Assert.Equal("26/12/31 23:59:58", gateway.Find("A")?.Date);
        gateway.Put(transaction with { Date = "today" });
        Assert.Equal("today", gateway.Find("A")?.Date);
        Assert.Throws<ArgumentException>(() => gateway.Put(transaction with { Id = "" }));
        Assert.Throws<ArgumentException>(
            () => gateway.Put(transaction with { Steps = [new() { AfterQueries = 1, State = "CAPTURED" }] }));
        Assert.Equal(["A"], gateway.Transactions.Select(one => one.Id));
        Assert.True(gateway.Remove("A"));
        Assert.False(gateway.Remove("A"));
        Assert.Throws<KeyNotFoundException>(() => gateway.Move("A", DipsOutcome.Approved));
    }

    [Fact]
    public async Task Only_a_pending_transaction_moves_unless_forced()
    {
        await using var gateway = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);
        gateway.Put(SimulatedDipsTransaction.Of("A", DipsOutcome.Pending));

        Assert.Equal("no", gateway.Move("A", DipsOutcome.Declined).Approved);
        Assert.Throws<InvalidOperationException>(() => gateway.Move("A", DipsOutcome.Declined));
        Assert.Equal("yes", gateway.Move("A", DipsOutcome.Approved, force: true).Approved);
        Assert.True(gateway.Move("A", DipsOutcome.Pending, force: true).IsPending);
        Assert.Throws<ArgumentOutOfRangeException>(() => gateway.Move("A", (DipsOutcome)9));
    }
}
