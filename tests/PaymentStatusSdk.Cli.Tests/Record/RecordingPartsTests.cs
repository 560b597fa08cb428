using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Record;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>The settings, secrets and exchanges of a recording, without a command.</summary>
public class RecordingPartsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Settings_of_a_replay_are_made_up_credentials_and_harmless_switches()
    {
        var client = ClientOf(
            GatewayProvider.Desjardins, ("MerchantId", "real"), ("MerchantKey", "real"), ("Language", "fr"), ("StatusType", "a b"),
            ("TokenAsParameter", new string('a', 41)), ("TransactionElement", new string('a', 40)), ("Endpoint", "https://x"),
            ("MaxRetries", "5"));

        Assert.Equal(
            "Language=fr MaxRetries=0 MerchantId=900009 MerchantKey=key TransactionElement=" + new string('a', 40),
            Show(ReplaySettings.For(client, [])));
        Assert.Equal(
            "ApiKey=key ApiPassword=password ApiUser=user Carrier=FormField MaxRetries=0",
            Show(ReplaySettings.For(
                ClientOf(GatewayProvider.ConvergeGate, ("Carrier", "Raw")), [Exchange("a"), Exchange("strrequest=a")])));
        Assert.Equal(
            "Carrier=Raw ContractId=contract Login=login MaxRetries=0 Password=password",
            Show(ReplaySettings.For(ClientOf(GatewayProvider.Ppro, ("Carrier", "Raw")), [Exchange("a=strrequest=")])));
    }

    [Theory]
    [InlineData("Carrier")]
    [InlineData("RepairAmpersands")]
    [InlineData("DefaultKind")]
    [InlineData("MaxMerchantReferenceLength")]
    [InlineData("Language")]
    [InlineData("RequestEncoding")]
    [InlineData("StatusType")]
    [InlineData("TransactionContainer")]
    [InlineData("TransactionElement")]
    [InlineData("TransactionIdAttribute")]
    [InlineData("LanguageElement")]
    [InlineData("IncludeCurrency")]
    [InlineData("TokenAsParameter")]
    [InlineData("AcknowledgeWithXml")]
    public void Option_that_changes_messages_is_kept_for_the_replay(string key) =>
        Assert.Equal("value", ReplaySettings.For(ClientOf(GatewayProvider.Ppro, (key, "value")), [])[key]);

    [Fact]
    public void Client_with_other_settings_keeps_its_name_and_the_rest()
    {
        var client = ClientOf(GatewayProvider.Ppro, ("maxretries", "5"), ("Login", "me"), ("Empty", null));

        var changed = ReplaySettings.Apply(client, ReplaySettings.With(client, "MaxRetries", "0"));

        Assert.Equal(("shop", GatewayProvider.Ppro), (changed.Name, changed.Provider));
        Assert.Equal(
            [("Login", "me"), ("MaxRetries", "0")],
            changed.Section.GetChildren().Select(one => (one.Key, one.Value!)));
    }

    [Fact]
    public void Secret_shows_its_key_only()
    {
        Assert.Equal("a:b", new RecordingSecret("a:b", "value").ToString());
        Assert.Equal((true, false), (new RecordingSecret("k", "12345").IsShort, new RecordingSecret("k", "123456").IsShort));
    }

    [Fact]
    public void Long_accounts_and_each_name_of_a_secret_count()
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Shop:Login"] = "login6",
            ["Shop:ContractId"] = "five5",
            ["Shop:MERCHANTID"] = "merchant",
            ["Shop:ApiUser"] = "api-user",
            ["Shop:ClientCertificateKeyPem"] = "pem",
            ["Shop:Endpoint"] = "https://x.example",
            ["Shop:Secrets:0"] = "list",
            ["Shop:ApiKey"] = "",
            ["Shop:Note"] = "Password=note-value",
            ["7:8"] = "numbers-only",
            ["Other:Login"] = "other-login",
            ["Other:Passphrase"] = "phrase",
            ["Other:ApiKeys:0"] = "short",
            ["Other:AccessTokens:12"] = "token-twelve",
            ["Other:Again"] = "phrase",
            ["ConnectionStrings:Short"] = "Password=five5",
            ["ConnectionStrings:Empty"] = null,
        }).Build();
        var client = new MerchantClient("shop", GatewayProvider.Ppro, root.GetSection("Shop"));

        Assert.Equal(
            [
                "Other:AccessTokens:12", "Other:Passphrase", "Shop:ApiUser", "Shop:ClientCertificateKeyPem", "Shop:Login",
                "Shop:MERCHANTID", "Shop:Secrets:0",
            ],
            RecordingSecrets.Of(client, root).Select(secret => secret.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ApiUser", true)]
    [InlineData("LOGIN", true)]
    [InlineData("ContractId", true)]
    [InlineData("MerchantId", true)]
    [InlineData("ContractId:0", true)]
    [InlineData("SubMerchantId", false)]
    [InlineData("LoginPage", false)]
    [InlineData("Login:Page", false)]
    public void Account_of_the_client_has_one_of_four_names(string key, bool isSecret)
    {
        var client = ClientOf(GatewayProvider.Ppro, (key, "account-1"));

        var secrets = RecordingSecrets.Of(client, new ConfigurationBuilder().Build());

        Assert.Equal(isSecret, secrets.Any(secret => secret.Key == $"Shop:{key}" && secret.Value == "account-1"));
    }

    [Theory]
    [InlineData("SUCCESS", "SUCCESS")]
    [InlineData("Erika M", "Xxxxx X")]
    [InlineData("client-secret", "xxxxxx-xxxxxx")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void State_and_code_of_a_reading_are_kept_only_if_they_are_codes(string? value, string? recorded)
    {
        var builder = new RecordingBuilder(ClientOf(GatewayProvider.Ppro), [new RecordingSecret("Shop:Secret", "client-secret")]);

        builder.Add(
            TransactionQuery.ByMerchantReference("ORDER-1"), [], new RecordedReading { GatewayState = value, GatewayCode = value });

        var reading = builder.Build(DateTimeOffset.UnixEpoch).Queries[0].Expected;
        Assert.Equal((recorded, recorded), (reading.GatewayState, reading.GatewayCode));
    }

    [Fact]
    public void Recording_has_numbered_files_and_no_real_reference()
    {
        var builder = new RecordingBuilder(ClientOf(GatewayProvider.Desjardins, ("MerchantId", "100001")), []);
        var exchange = Exchange("<merchant id=\"100001\"/>");
        (exchange.Status, exchange.Answer) = (HttpStatusCode.OK, "<a/>"u8.ToArray());
        exchange.Posts.Add(("text/xml", "<b/>"u8.ToArray()));

        builder.Add(
            TransactionQuery.ByMerchantReference("ORDER-1") with { Kind = TransactionKind.Purchase }, [exchange, Exchange("<c/>")],
            new RecordedReading
            {
                GatewayState = "yes",
                GatewayCode = "Erika M",
                GatewayReference = "100001",
                MerchantReference = "ORDER-1",
            });
        builder.Add(TransactionQuery.ByGatewayReference("g-1"), [], new RecordedReading { GatewayState = "" });
        var recording = builder.Build(new DateTimeOffset(2026, 1, 2, 1, 0, 0, TimeSpan.FromHours(2)));

        Assert.Equal(("desjardins", new DateOnly(2026, 1, 1)), (recording.Provider, recording.RecordedOn));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+[^+]*$", recording.SdkVersion);
        Assert.Equal("900009", recording.Settings["MerchantId"]);
        var (first, second) = (recording.Queries[0], recording.Queries[1]);
        Assert.Equal(("AAAAA-1", TransactionKind.Purchase), (first.MerchantReference, first.Kind));
        Assert.Null(first.GatewayReference);
        Assert.NotNull(second.GatewayReference);
        Assert.Null(second.MerchantReference);
        Assert.Equal(
            ("yes", "Xxxxx X", "{{account-1}}", "AAAAA-1"),
            (first.Expected.GatewayState, first.Expected.GatewayCode, first.Expected.GatewayReference, first.Expected.MerchantReference));
        Assert.Equal("", second.Expected.GatewayState);
        Assert.Equal(
            [("POST", 200, "01-1-request.xml", "01-1-answer.xml"), ("POST", 0, "01-2-request.xml", "01-2-answer.xml")],
            first.Exchanges.Select(one => (one.Method, one.Status, one.RequestFile, one.AnswerFile)));
        Assert.Equal("<merchant id=\"{{account-1}}\"/>", Encoding.Latin1.GetString(first.Exchanges[0].Request.Span));
        Assert.Equal("<a/>", Encoding.Latin1.GetString(first.Exchanges[0].Answer.Span));
        var post = Assert.Single(first.Exchanges[0].Posts);
        Assert.Equal(("text/xml", "01-1-post-1.xml"), (post.ContentType, post.File));
        Assert.Equal("https://x.example/", first.Exchanges[0].Url);
    }

    [Fact]
    public void Account_is_replaced_only_for_the_gateway_that_has_one()
    {
        var exchange = Exchange("<c/>");
        exchange.Answer = "<merchant id=\"100001\"/>"u8.ToArray();
        var desjardins = new RecordingBuilder(ClientOf(GatewayProvider.Desjardins, ("MerchantId", "100001")), []);
        var ppro = new RecordingBuilder(ClientOf(GatewayProvider.Ppro, ("MerchantId", "100001")), []);

        desjardins.Add(TransactionQuery.ByMerchantReference("ORDER-1"), [exchange], new RecordedReading());
        ppro.Add(TransactionQuery.ByMerchantReference("100001"), [Exchange("a=b")], new RecordedReading());

        var answer = desjardins.Build(DateTimeOffset.UnixEpoch).Queries[0].Exchanges[0].Answer;
        Assert.Equal("<merchant id=\"{{account-1}}\"/>", Encoding.Latin1.GetString(answer.Span));
        var query = ppro.Build(DateTimeOffset.UnixEpoch).Queries[0];
        Assert.Equal(
            ("000001", "01-1-request.txt", "01-1-answer.txt"),
            (query.MerchantReference, query.Exchanges[0].RequestFile, query.Exchanges[0].AnswerFile));
    }

    [Fact]
    public void Exchange_without_an_answer_or_a_message_is_not_recorded()
    {
        var (answered, posted) = (Exchange("a"), Exchange("b"));
        answered.Status = HttpStatusCode.OK;
        posted.Posts.Add(("text/xml", "<b/>"u8.ToArray()));
        RawExchange[] complete = [answered, posted];
        var reading = new RecordedReading();

        Assert.Same(complete, RecordingSession.Complete(complete, reading));
        var nothing = Assert.Throws<CliException>(() => RecordingSession.Complete([], reading));
        var silent = Assert.Throws<CliException>(() => RecordingSession.Complete([answered, Exchange("c")], reading));
        Assert.Equal((ExitCode.Unreachable, ExitCode.Unreachable), (nothing.Code, silent.Code));
    }

    [Fact]
    public void Failure_is_recorded_unless_the_gateway_was_silent()
    {
        TransactionStatusErrorKind[] silence =
        [
            TransactionStatusErrorKind.CallbackTimeout, TransactionStatusErrorKind.Timeout, TransactionStatusErrorKind.Transport,
        ];
        var exchange = Exchange("a");
        exchange.Status = HttpStatusCode.OK;

        foreach (var kind in Enum.GetValues<TransactionStatusErrorKind>().Except(silence))
            Assert.Single(RecordingSession.Complete([exchange], new RecordedReading { Failure = kind }));
        foreach (var kind in silence)
        {
            var exception = Assert.Throws<CliException>(
                () => RecordingSession.Complete([exchange], new RecordedReading { Failure = kind }));
            Assert.Equal($"Nothing was recorded: the gateway did not answer ({kind}).", exception.Message);
        }
    }

    [Theory]
    [InlineData("POST", 200, true, 1)]
    [InlineData("GET", 200, true, 0)]
    [InlineData("POST", 400, true, 0)]
    [InlineData("POST", 200, false, 0)]
    public async Task Only_accepted_messages_after_a_request_are_recorded(string method, int status, bool hasRequest, int posts)
    {
        var recorder = new ExchangeRecorder();
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://x.example/");
        if (hasRequest) recorder.Begin(request, new byte[] { 1 }, Task.CompletedTask);
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.ContentType) = (method, "text/xml");
        context.Request.Body = new MemoryStream("<b/>"u8.ToArray());

        await recorder.RecordPostAsync(context, async _ =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, Ct);
            context.Response.StatusCode = status;
        });
        var taken = await recorder.TakeAsync(Ct);

        Assert.Equal(hasRequest ? 1 : 0, taken.Count);
        Assert.Equal(posts, taken.Sum(one => one.Posts.Count));
        foreach (var (contentType, body) in taken.SelectMany(one => one.Posts))
            Assert.Equal(("text/xml", "<b/>"), (contentType, Encoding.UTF8.GetString(body.Span)));
        Assert.Empty(await recorder.TakeAsync(Ct));
    }

    private static RawExchange Exchange(string request) => new()
    {
        Method = HttpMethod.Post,
        Url = new Uri("https://x.example/"),
        RequestHeaders = new Dictionary<string, string>(),
        Request = Encoding.UTF8.GetBytes(request),
    };

    private static MerchantClient ClientOf(GatewayProvider provider, params (string Key, string? Value)[] settings) => new(
        "shop", provider,
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Shop:{one.Key}", one.Value)))
            .Build().GetSection("Shop"));

    private static string Show(IReadOnlyDictionary<string, string> settings) =>
        string.Join(' ', settings.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"));
}
