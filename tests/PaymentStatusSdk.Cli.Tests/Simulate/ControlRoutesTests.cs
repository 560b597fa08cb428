using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Cli.Simulate.Control;
using PaymentStatusSdk.Simulators.ConvergeGate;

namespace PaymentStatusSdk.Cli.Tests.Simulate;

/// <summary>The operations of the control API on the simulators, without its server.</summary>
public sealed class ControlRoutesTests : SimulatorsTest
{
    [Fact]
    public void Card_has_every_member_of_the_body()
    {
        var json = Call("cards", "PUT", "transactions/a%2Fb", """
            {"merchantTransId":"ORDER-1","amount":"12.30","curCode":"CAD","state":"PENDING","merchantSpecific1":"1","merchantSpecific2":"2",
             "merchantSpecific3":"3","merchantSpecific4":"4","merchantSpecific5":"5","errorCode":"201","errorMessage":"no",
             "steps":[{"afterQueries":1,"state":"CAPTURED"}]}
            """);

        var expected = new SimulatedConvergeGateTransaction
        {
            GateTransId = "a/b",
            MerchantTransId = "ORDER-1",
            Amount = "12.30",
            CurCode = "CAD",
            State = "PENDING",
            MerchantSpecific1 = "1",
            MerchantSpecific2 = "2",
            MerchantSpecific3 = "3",
            MerchantSpecific4 = "4",
            MerchantSpecific5 = "5",
            ErrorCode = "201",
            ErrorMessage = "no",
        };
        var found = Cards.Find("a/b")!;
        Assert.Equal(expected, found with { Steps = expected.Steps });
        Assert.Equal((1, "CAPTURED"), (Assert.Single(found.Steps).AfterQueries, found.Steps[0].State));
        Assert.Equal("a/b", json.GetProperty("gateTransId").GetString());
        Assert.Equal("a/b", Call("cards", "GET", "transactions/a%2fb").GetProperty("gateTransId").GetString());
    }

    [Fact]
    public void Transactions_have_the_defaults_of_the_simulators()
    {
        Call("cards", "PUT", "transactions/g", """{"state":"PENDING"}""");
        Call("ppro", "PUT", "transactions/7", """{"status":"PENDING"}""");
        Call("desjardins", "PUT", "transactions/D", """{"outcome":"Approved"}""");

        var card = Cards.Find("g")!;
        var bank = Ppro.Find("7")!;
        Assert.Equal(("10.00", "EUR", "000", 0), (card.Amount, card.CurCode, card.ErrorCode, card.Steps.Count));
        Assert.Equal(
            ("NOT_EXPECTED", "testchannel", "giropay", "", 0),
            (bank.FundsStatus, bank.Channel, bank.Tag, bank.ErrMsg, bank.Steps.Count));
        var session = Desjardins.Find("D")!;
        Assert.Equal((1000, "yes", 0), (session.Amount, session.Approved, session.Steps.Count));
    }

    [Fact]
    public void Bank_payment_has_every_member_of_the_body()
    {
        Call("ppro", "PUT", "transactions/7", """
            {"merchantTxId":"m","status":"FAILED","failReason":"TIMEOUT","fundsStatus":"MISSING","redirectUrl":"https://x","channel":"c",
             "tag":"t","errMsg":"e","steps":[{"afterQueries":2,"state":"PENDING"}]}
            """);
        Call("desjardins", "PUT", "transactions/D", """
            {"outcome":"Declined","amount":12545,"submittedAt":"2026-01-02T03:04:05+00:00","errorCode":"WE15",
             "steps":[{"afterQueries":3,"state":"Approved"}]}
            """);

        var bank = Ppro.Find("7")!;
        Assert.Equal(
            ("m", "FAILED", "TIMEOUT", "MISSING", "https://x"),
            (bank.MerchantTxId, bank.Status, bank.FailReason, bank.FundsStatus, bank.RedirectUrl));
        Assert.Equal(("c", "t", "e", 2), (bank.Channel, bank.Tag, bank.ErrMsg, Assert.Single(bank.Steps).AfterQueries));
        var session = Desjardins.Find("D")!;
        Assert.Equal(("no", 12545L, "WE15"), (session.Approved, session.Amount, session.ErrorCode));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), session.SubmittedAt);
        Assert.Equal("Approved", Assert.Single(session.Steps).State);
    }

    [Fact]
    public void Move_has_the_values_of_the_body_and_force_allows_any()
    {
        Call("ppro", "PUT", "transactions/7", """{"status":"PENDING","fundsStatus":"WAITING"}""");
        Call("cards", "PUT", "transactions/g", """{"state":"REFUNDED"}""");
        Call("desjardins", "PUT", "transactions/D", """{"outcome":"Approved"}""");

        Call("ppro", "POST", "transactions/7/state", """{"state":"SUCCEEDED","fundsStatus":"RECEIVED","failReason":"NONE"}""");
        Assert.Throws<InvalidOperationException>(() => Call("cards", "POST", "transactions/g/state", """{"state":"PENDING"}"""));
        Assert.Throws<InvalidOperationException>(() => Call("ppro", "POST", "transactions/7/state", """{"state":"PENDING"}"""));
        Assert.Throws<InvalidOperationException>(() => Call("desjardins", "POST", "transactions/D/state", """{"state":"Pending"}"""));

        var bank = Ppro.Find("7")!;
        Assert.Equal(("SUCCEEDED", "RECEIVED", "NONE"), (bank.Status, bank.FundsStatus, bank.FailReason));
        Assert.Equal(
            ("NEW", "NEW", true),
            (Call("cards", "POST", "transactions/g/state", """{"state":"NEW","force":true}""").GetProperty("state").GetString(),
                Call("ppro", "POST", "transactions/7/state", """{"state":"NEW","force":true}""").GetProperty("status").GetString(),
                Call("desjardins", "POST", "transactions/D/state", """{"state":"PENDING","force":true}""")
                    .GetProperty("isPending").GetBoolean()));
    }

    [Theory]
    [InlineData("cards", "PUT", "transactions/g", "{}", "state is required")]
    [InlineData("cards", "PUT", "transactions/g", "null", "state is required")]
    [InlineData("cards", "PUT", "transactions/g", """{"state":""}""", "state is required")]
    [InlineData("ppro", "PUT", "transactions/7", "{}", "status is required")]
    [InlineData("ppro", "PUT", "transactions/7", "null", "status is required")]
    [InlineData("ppro", "PUT", "transactions/7", """{"status":""}""", "status is required")]
    [InlineData("desjardins", "PUT", "transactions/D", "null", "Pending, Approved, NotCompleted, Canceled, Declined")]
    [InlineData("cards", "POST", "transactions/g/state", "{}", "state is required")]
    [InlineData("cards", "POST", "transactions/g/state", "null", "state is required")]
    [InlineData("cards", "POST", "transactions/g/state", """{"state":""}""", "state is required")]
    [InlineData("cards", "POST", "transactions/g/state", """{"state":"CAPTURED","fundsStatus":"x"}""", "exist on PPRO only")]
    [InlineData("cards", "POST", "transactions/g/state", """{"state":"CAPTURED","failReason":"x"}""", "exist on PPRO only")]
    [InlineData("desjardins", "POST", "transactions/D/state", """{"state":"CAPTURED"}""", "state must be one of Pending")]
    [InlineData("cards", "POST", "faults", "null", "kind is required")]
    [InlineData("cards", "POST", "faults", """{"kind":"Unknown"}""", "kind is required")]
    [InlineData("cards", "POST", "faults", """{"kind":"EmptyBody","count":0}""", "count must be 1 to 10000")]
    [InlineData("cards", "POST", "faults", """{"kind":"EmptyBody","count":10001}""", "count must be 1 to 10000")]
    [InlineData("cards", "POST", "faults", """{"kind":"EmptyBody","step":"login"}""", "omit step")]
    [InlineData("desjardins", "POST", "faults", """{"kind":"EmptyBody","step":"first"}""", "step must be login")]
    [InlineData("cards", "PUT", "notification-url", """{"url":"relative"}""", "absolute http or https URL")]
    [InlineData("cards", "PUT", "notification-url", """{"url":"ftp://x/"}""", "absolute http or https URL")]
    public void Invalid_body_is_refused_and_changes_nothing(string gateway, string method, string path, string body, string message)
    {
        Cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "g", State = "PENDING" });

        var exception = Assert.Throws<ArgumentException>(() => Call(gateway, method, path, body));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal("PENDING", Cards.Find("g")?.State);
        Assert.Empty(Ppro.Transactions);
        Assert.Empty(Desjardins.Transactions);
        Assert.Equal(0, Cards.Faults.Queued);
        Assert.Null(Cards.NotificationUrl);
    }

    [Theory]
    [InlineData("cards")]
    [InlineData("ppro")]
    [InlineData("desjardins")]
    public void Transactions_are_listed_and_removed(string gateway)
    {
        var body = """{"state":"PENDING"}""";
        if (gateway == "ppro") body = """{"status":"PENDING"}""";
        if (gateway == "desjardins") body = """{"outcome":"Pending"}""";
        Call(gateway, "PUT", "transactions/a", body);
        Call(gateway, "PUT", "transactions/b", body);

        Assert.Equal(2, Call(gateway, "GET", "transactions").GetArrayLength());
        Assert.Equal(1, Call(gateway, "DELETE", "transactions/a").GetArrayLength());
        Assert.Equal(404, Reply(gateway, "DELETE", "transactions/a").Status);
        var exception = Assert.Throws<KeyNotFoundException>(() => Call(gateway, "GET", "transactions/a"));
        Assert.Contains("'a'", exception.Message, StringComparison.Ordinal);
        Assert.Single(Call(gateway, "GET", "").GetProperty("transactions").EnumerateArray());
    }

    [Fact]
    public void Faults_are_queued_for_their_step_and_cleared_everywhere()
    {
        Assert.Equal(10_000, Queued(Call("cards", "POST", "faults", """{"kind":"EmptyBody","count":10000}""")));
        Assert.Equal(10_001, Queued(Call("cards", "POST", "faults", """{"kind":"EmptyBody","count":1}""")));
        Assert.Equal(10_001, Queued(Call("cards", "POST", "faults", """{"kind":"EmptyBody","always":true}""")));
        Assert.Equal(1, Queued(Call("desjardins", "POST", "faults", """{"kind":"EmptyBody"}""")));
        Assert.Equal(3, Queued(Call("desjardins", "POST", "faults", """{"kind":"EmptyBody","step":"login","count":2}""")));
        Assert.Equal(6, Queued(Call("desjardins", "POST", "faults", """{"kind":"EmptyBody","step":"status","count":3}""")));
        Assert.Equal(7, Queued(Call("desjardins", "POST", "faults", """{"kind":"NoCallback","step":"callback"}""")));
        Assert.Equal(
            (1, 2, 3, 1),
            (Desjardins.Faults.Queued, Desjardins.LoginFaults.Queued, Desjardins.StatusFaults.Queued,
                Desjardins.CallbackFaults.Queued));

        Assert.Equal(0, Queued(Call("desjardins", "DELETE", "faults")));
        Assert.Equal(0, Queued(Call("cards", "DELETE", "faults")));
        Assert.Equal(0, Desjardins.CallbackFaults.Queued + Desjardins.LoginFaults.Queued + Desjardins.StatusFaults.Queued);
    }

    [Fact]
    public async Task Received_requests_are_shown_and_forgotten()
    {
        using var http = new HttpClient();
        using var query = new StringContent("returnmode=x", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await http.PostAsync(Ppro.Endpoint, query, Ct);

        var shown = Assert.Single(Call("ppro", "GET", "received").EnumerateArray());

        var received = Assert.Single(Ppro.Received);
        Assert.Equal(
            (received.Number, received.ReceivedAt),
            (shown.GetProperty("number").GetInt64(), shown.GetProperty("receivedAt").GetDateTimeOffset()));
        Assert.Equal(
            ("POST", "/", received.ContentType, "Form", "returnmode=x"),
            (Text(shown, "method"), Text(shown, "path"), Text(shown, "contentType"), Text(shown, "carrier"), Text(shown, "body")));
        Assert.Equal(received.Headers.Count, shown.GetProperty("headers").EnumerateObject().Count());
        Assert.Equal(0, Call("ppro", "DELETE", "received").GetArrayLength());
        Assert.Empty(Ppro.Received);
    }

    [Fact]
    public void Description_has_address_credentials_faults_and_notifications()
    {
        var cards = Call("cards", "PUT", "notification-url", """{"url":"https://host.example/n"}""");
        var none = Call("cards", "PUT", "notification-url", """{"url":null}""");
        var ppro = Call("ppro", "GET", "");
        var desjardins = Call("desjardins", "GET", "");

        Assert.Equal(("convergegate", Cards.Endpoint.ToString()), (Text(cards, "name"), Text(cards, "endpoint")));
        Assert.Equal("https://host.example/n", Text(cards, "notificationUrl"));
        Assert.False(none.TryGetProperty("notificationUrl", out _));
        Assert.Equal($"apiUser={Cards.ApiUser} apiPassword={Cards.ApiPassword} apiKey={Cards.ApiKey}", Credentials(cards));
        Assert.Equal(
            $"login={Ppro.Login} password={Ppro.Password} contractid={Ppro.ContractId} notificationSecret={Ppro.NotificationSecret}",
            Credentials(ppro));
        Assert.Equal($"merchantId={Desjardins.MerchantId} merchantKey={Desjardins.MerchantKey}", Credentials(desjardins));
        Assert.Equal(
            Cards.SupportedFaults.Select(kind => kind.ToString()),
            cards.GetProperty("faults").EnumerateArray().Select(one => one.GetString()!));
    }

    [Theory]
    [InlineData("PATCH", "transactions/a")]
    [InlineData("POST", "transactions")]
    [InlineData("PUT", "transactions/a/state")]
    [InlineData("POST", "transactions/a/other")]
    [InlineData("POST", "received")]
    [InlineData("DELETE", "deliveries")]
    [InlineData("GET", "faults")]
    [InlineData("GET", "notification-url")]
    [InlineData("POST", "")]
    [InlineData("GET", "other")]
    public void Other_operations_do_not_exist(string method, string path)
    {
        var reply = Reply("cards", method, path);

        Assert.Equal(404, reply.Status);
        var error = JsonDocument.Parse(reply.Body).RootElement.GetProperty("error").GetString();
        Assert.StartsWith($"There is no operation {method} {path}. ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Replies_are_indented_lines_with_readable_quotes()
    {
        var reply = ControlReply.Error(409, "Set \"force\": 'é'.");

        Assert.Equal(
            (409, "{\n  \"error\": \"Set \\\"force\\\": 'é'.\"\n}\n"),
            (reply.Status, Encoding.UTF8.GetString(reply.Body).ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Examples_name_the_address_of_their_gateway()
    {
        var control = new Uri("http://127.0.0.1:7090/control");

        foreach (var gateway in new[] { Gateway("cards"), Gateway("ppro"), Gateway("desjardins") })
        {
            var examples = gateway.Examples(control).ToArray();
            Assert.Equal(4, examples.Length);
            Assert.All(examples, one => Assert.Contains($"{control}/{gateway.Name}/", one, StringComparison.Ordinal));
        }
    }

    private static int Queued(JsonElement json) => json.GetProperty("queued").GetInt32();

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static string Credentials(JsonElement json) =>
        string.Join(' ', json.GetProperty("credentials").EnumerateObject().Select(one => $"{one.Name}={one.Value.GetString()}"));

    private ControlledGateway Gateway(string name) => name switch
    {
        "cards" => ControlledGateway.For(Cards),
        "ppro" => ControlledGateway.For(Ppro),
        _ => ControlledGateway.For(Desjardins),
    };

    private JsonElement Call(string gateway, string method, string path, string body = "")
    {
        var reply = Reply(gateway, method, path, body);
        Assert.Equal(200, reply.Status);
        return JsonDocument.Parse(reply.Body).RootElement;
    }

    private ControlReply Reply(string gateway, string method, string path, string body = "") => ControlRoutes.Handle(
        Gateway(gateway), method, path.Split('/', StringSplitOptions.RemoveEmptyEntries), Encoding.UTF8.GetBytes(body));
}
