using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests;

public sealed class DesjardinsCallbackHandlerTests : IDisposable
{
    // Fits into an element name that an outline shows.
    private const string ShortKey = "Quokka-4471";

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _clock = new();
    private readonly ServiceProvider _services;

    public DesjardinsCallbackHandlerTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddPaymentStatus(gateways => gateways.AddDesjardins(Account.Client, Copy(_ => { })).Services.AddPaymentStatus(
            more => more.AddDesjardins("empty", Copy(options => options.AcknowledgeWithXml = false))
                .Services.AddPaymentStatus(last => last.AddDesjardins("short", Copy(options => options.MerchantKey = ShortKey)))));
        _services = services.BuildServiceProvider();
    }

    private ICallbackRouter Router => _services.GetRequiredService<ICallbackRouter>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Genuine_message_is_delivered_to_its_mailbox_and_acknowledged_byte_for_byte()
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);

        var reply = await HandleAsync(token, Account.Document(Account.Transaction("T1") + Account.Transaction("T2")));

        Assert.Equal((200, "text/xml", CallbackVerdict.Handled), (reply.StatusCode, reply.ContentType, reply.Verdict));
        Assert.Equal(WireFile.Read("step4-acknowledgement.xml"), reply.Body.ToArray());
        var message = DesjardinsMessage.FromJson((await mailbox.ReceiveAsync(TestContext.Current.CancellationToken)).Span);
        Assert.Equal(["T1", "T2"], message!.Results.Select(result => result.Id));
    }

    [Fact]
    public async Task Acknowledgement_can_be_empty()
    {
        var (token, mailboxId) = Token("empty");
        await using var mailbox = await OpenAsync(mailboxId);

        var reply = await HandleAsync(token, Account.Document(Account.Transaction("T1")), client: "empty");

        Assert.Equal((200, null, 0), (reply.StatusCode, reply.ContentType, reply.Body.Length));
    }

    [Fact]
    public async Task Acknowledgement_names_the_outermost_transactions_once_and_escaped()
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);
        var inner =
            "<transaction id=\"a&amp;&lt;\"><transaction id=\"inner\" approved=\"yes\"/></transaction><transaction id=\"a&amp;&lt;\"/>";

        var reply = await HandleAsync(token, Account.Document(inner));

        Assert.EndsWith(
            "<merchant id=\"100001\"><transaction id=\"a&amp;&lt;\" accepted=\"yes\"/></merchant></response>",
            Encoding.ASCII.GetString(reply.Body.Span),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_in_the_query_string_is_read()
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);
        var callback = new GatewayCallback(Account.Document(Account.Transaction("T1")), null, "", $"a=b&token={token}&TrxId=1");

        Assert.Equal(CallbackVerdict.Handled, (await Handler().HandleAsync(callback, TestContext.Current.CancellationToken)).Verdict);
    }

    [Fact]
    public async Task Expired_token_is_acknowledged_and_ignored()
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);
        _clock.Advance(Lifetime);

        var reply = await HandleAsync(token, Account.Document(Account.Transaction("T1")));

        Assert.Equal((200, CallbackVerdict.Ignored), (reply.StatusCode, reply.Verdict));
        Assert.NotEqual(0, reply.Body.Length);
    }

    [Fact]
    public async Task Used_token_is_acknowledged_and_ignored()
    {
        var (token, mailboxId) = Token();
        await (await OpenAsync(mailboxId)).DisposeAsync();

        var reply = await HandleAsync(token, Account.Document(Account.Transaction("T1")));

        Assert.Equal((200, CallbackVerdict.Ignored), (reply.StatusCode, reply.Verdict));
    }

    [Theory]
    [InlineData("")]
    [InlineData("guess")]
    [InlineData("guess/guess")]
    public async Task Forged_token_is_rejected(string pathSuffix)
    {
        var reply = await HandleAsync(pathSuffix, Account.Document(Account.Transaction("T1")));

        Assert.Equal(GatewayCallbackReply.Refused, reply);
    }

    [Fact]
    public async Task Forged_token_is_rejected_without_a_lookup()
    {
        var router = new CountingRouter();
        var handler = new DesjardinsCallbackHandler(Source(), router, _clock, Account.Client);
        var foreign = new DesjardinsTokens(Account.Options(options => options.MerchantKey = "forged"), Account.Client)
            .Create(_clock.GetUtcNow() + Lifetime).Token;
        var body = Account.Document(Account.Transaction("T1"));

        await handler.HandleAsync(new GatewayCallback(body, null, foreign, ""), TestContext.Current.CancellationToken);
        Assert.Equal(0, router.Lookups);
        await handler.HandleAsync(new GatewayCallback(body, null, Token().Token, ""), TestContext.Current.CancellationToken);
        Assert.Equal(1, router.Lookups);
    }

    [Theory]
    [InlineData("100002", DesjardinsRefusalReason.OtherMerchant)]
    [InlineData("1000010", DesjardinsRefusalReason.OtherMerchant)]
    [InlineData("O100001", DesjardinsRefusalReason.OtherMerchant)]
    [InlineData("000000", DesjardinsRefusalReason.OtherMerchant)]
    [InlineData("", DesjardinsRefusalReason.NoMerchant)]
    public async Task Message_for_another_merchant_is_rejected_and_fails_the_exchange(string merchantId, object reason)
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);

        Assert.Equal(
            GatewayCallbackReply.Refused, await HandleAsync(token, Account.Document(Account.Transaction("T1"), merchantId: merchantId)));

        Assert.Equal(reason, (await ReceiveAsync(mailbox)).Refusal?.Reason);
    }

    [Theory]
    [InlineData("0100001")]
    [InlineData("00000100001")]
    public async Task Leading_zeros_of_the_merchant_id_are_ignored(string merchantId)
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);

        var reply = await HandleAsync(token, Account.Document(Account.Transaction("T1"), merchantId: merchantId));

        Assert.Equal(CallbackVerdict.Handled, reply.Verdict);
    }

    [Fact]
    public async Task Unreadable_message_reaches_the_exchange_as_a_reason_without_its_content()
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);

        Assert.Equal(GatewayCallbackReply.Refused, await HandleAsync(token, "<request a='canary'>canary"u8.ToArray()));

        var stored = await mailbox.ReceiveAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("canary", Encoding.UTF8.GetString(stored.Span), StringComparison.Ordinal);
        var refusal = DesjardinsMessage.FromJson(stored.Span)!.Refusal!;
        Assert.Equal((DesjardinsRefusalReason.Unreadable, "root 'request', below it nothing"), (refusal.Reason, refusal.Outline));
        Assert.Contains("line 1", refusal.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Endpoint", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<request><k{0}/>")]
    [InlineData("<request><merchant id=\"100001\"><k{0}/></merchant></request>")]
    [InlineData("<request><merchant><k{0}/></merchant></request>")]
    public async Task Reason_of_a_rejection_has_no_secret_in_the_mailbox(string body)
    {
        var (token, mailboxId) = Token("short");
        await using var mailbox = await OpenAsync(mailboxId);

        await HandleAsync(token, Encoding.ASCII.GetBytes(body.Replace("{0}", ShortKey, StringComparison.Ordinal)), "short");

        var stored = Encoding.UTF8.GetString((await mailbox.ReceiveAsync(TestContext.Current.CancellationToken)).Span);
        Assert.Contains("***", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(ShortKey, stored, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Repeat_of_a_waiting_message_is_acknowledged()
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);
        var body = Account.Document(Account.Transaction("T1"));
        await HandleAsync(token, body);

        var reply = await HandleAsync(token, body);

        Assert.Equal((200, CallbackVerdict.Duplicate), (reply.StatusCode, reply.Verdict));
        Assert.NotEqual(0, reply.Body.Length);
    }

    [Fact]
    public async Task Genuine_message_for_a_full_mailbox_is_requested_again()
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);
        for (var i = 0; i < 32; i++) Assert.Equal(400, (await HandleAsync(token, Encoding.ASCII.GetBytes($"<a{i}/>"))).StatusCode);
        var body = Account.Document(Account.Transaction("T1"));

        var first = await HandleAsync(token, body);
        await ReceiveAsync(mailbox);
        var repeat = await HandleAsync(token, body);

        Assert.Equal((503, CallbackVerdict.Failed), (first.StatusCode, first.Verdict));
        Assert.Equal((200, CallbackVerdict.Handled), (repeat.StatusCode, repeat.Verdict));
    }

    [Fact]
    public async Task Token_of_another_client_is_rejected() =>
        Assert.Equal(GatewayCallbackReply.Refused, await HandleAsync(Token("empty").Token, Account.Document(Account.Transaction("T1"))));

    [Theory]
    [InlineData("")]
    [InlineData("<request>")]
    [InlineData("<html>canary</html>")]
    public async Task Unreadable_message_is_rejected(string body) =>
        Assert.Equal(GatewayCallbackReply.Refused, await HandleAsync(Token().Token, Encoding.ASCII.GetBytes(body)));

    [Fact]
    public void Handler_is_registered_for_each_client_and_enabled() => Assert.True(Handler("empty").IsEnabled && Handler().IsEnabled);

    private static Action<DesjardinsOptions> Copy(Action<DesjardinsOptions> change) => options =>
    {
        var from = Account.Options();
        (options.Endpoint, options.PublicCallbackBaseUrl) = (from.Endpoint, from.PublicCallbackBaseUrl);
        (options.MerchantId, options.MerchantKey) = (from.MerchantId, from.MerchantKey);
        change(options);
    };

    private (string Token, string MailboxId) Token(string client = Account.Client)
    {
        var options = Account.Options(options => options.MerchantKey = client == "short" ? ShortKey : options.MerchantKey);
        return new DesjardinsTokens(options, client).Create(_clock.GetUtcNow() + Lifetime);
    }

    private ValueTask<ICallbackMailbox> OpenAsync(string id) =>
        Router.OpenAsync(id, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

    private static async Task<DesjardinsMessage> ReceiveAsync(ICallbackMailbox mailbox) =>
        DesjardinsMessage.FromJson((await mailbox.ReceiveAsync(TestContext.Current.CancellationToken)).Span)!;

    private IGatewayOptionsSource<DesjardinsOptions> Source() =>
        _services.GetRequiredKeyedService<IGatewayOptionsSource<DesjardinsOptions>>(Account.Client);

    private IGatewayCallbackHandler Handler(string client = Account.Client) =>
        _services.GetRequiredKeyedService<IGatewayCallbackHandler>(client);

    private Task<GatewayCallbackReply> HandleAsync(string pathSuffix, byte[] body, string client = Account.Client) =>
        Handler(client).HandleAsync(new GatewayCallback(body, "text/xml", pathSuffix, ""), TestContext.Current.CancellationToken);

    private sealed class CountingRouter : ICallbackRouter
    {
        public int Lookups { get; private set; }

        public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        {
            Lookups++;
            return new(CallbackDelivery.NotOpen);
        }
    }
}
