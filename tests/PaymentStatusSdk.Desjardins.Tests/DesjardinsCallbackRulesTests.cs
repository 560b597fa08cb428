using System.Text;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The delivery and the acknowledgement of each POST, and the addresses under which one is accepted.</summary>
public sealed class DesjardinsCallbackRulesTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordingRouter _router = new();

    [Fact]
    public void Handler_is_enabled_only_with_a_key_and_an_address()
    {
        Assert.True(IsEnabled(_ => { }));
        Assert.True(IsEnabled(options => options.MerchantKey = "k"));
        Assert.False(IsEnabled(options => options.MerchantKey = ""));
        Assert.False(IsEnabled(options => options.MerchantKey = null!));
        Assert.False(IsEnabled(options => options.PublicCallbackBaseUrl = null));
    }

    [Fact]
    public void Queries_require_the_callback_address() => Assert.True(Handler().IsRequired);

    [Theory]
    [InlineData("<request>")]
    [InlineData("<request><merchant id=\"100002\"/></request>")]
    [InlineData("<request/>")]
    public async Task Invalid_document_with_an_expired_token_is_rejected_and_not_reported(string body)
    {
        var (token, mailboxId) = Token();
        _clock.Advance(Lifetime - TimeSpan.FromMilliseconds(1));
        Assert.Equal(GatewayCallbackReply.Refused, await HandleAsync(token, Encoding.ASCII.GetBytes(body)));
        Assert.Equal(mailboxId, Assert.Single(_router.Delivered).Id);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(GatewayCallbackReply.Refused, await HandleAsync(token, Encoding.ASCII.GetBytes(body)));

        Assert.Single(_router.Delivered);
    }

    [Fact]
    public async Task Answer_that_is_too_large_for_the_mailbox_is_rejected_and_reported_as_too_large()
    {
        var (token, mailboxId) = Token();
        _router.Next = CallbackDelivery.TooLarge;

        var reply = await HandleAsync(token, Account.Document(Account.Transaction("T1")));

        Assert.Equal(GatewayCallbackReply.Refused, reply);
        Assert.Equal([mailboxId, mailboxId], _router.Delivered.Select(delivered => delivered.Id));
        var messages = _router.Delivered.Select(delivered => DesjardinsMessage.FromJson(delivered.Message.Span)!).ToList();
        Assert.Equal("T1", Assert.Single(messages[0].Results).Id);
        Assert.Equal(new DesjardinsRefusedPost(DesjardinsRefusalReason.TooLarge), messages[1].Refusal);
    }

    [Theory]
    [InlineData(CallbackDelivery.Delivered, 200, CallbackVerdict.Handled)]
    [InlineData(CallbackDelivery.AlreadyWaiting, 200, CallbackVerdict.Duplicate)]
    [InlineData(CallbackDelivery.NotOpen, 200, CallbackVerdict.Ignored)]
    [InlineData(CallbackDelivery.Full, 503, CallbackVerdict.Failed)]
    [InlineData(CallbackDelivery.Unknown, 503, CallbackVerdict.Failed)]
    public async Task Answer_is_delivered_once_and_acknowledged_according_to_the_delivery(
        CallbackDelivery delivery, int statusCode, CallbackVerdict verdict)
    {
        var (token, mailboxId) = Token();
        _router.Next = delivery;

        var reply = await HandleAsync(token, Account.Document(Account.Transaction("T1")));

        Assert.Equal((statusCode, verdict), (reply.StatusCode, reply.Verdict));
        Assert.Equal(mailboxId, Assert.Single(_router.Delivered).Id);
    }

    [Theory]
    [InlineData("/{0}", "")]
    [InlineData("{0}/", "")]
    [InlineData("/{0}//", "")]
    [InlineData("", "token={0}")]
    [InlineData("/", "token={0}")]
    [InlineData("", "Token=guess&token={0}")]
    [InlineData("", "token2=guess&token={0}&token=guess")]
    public async Task Token_is_found_in_the_address(string path, string query)
    {
        var reply = await HandleAtAsync(path, query);

        Assert.Equal((200, CallbackVerdict.Handled), (reply.StatusCode, reply.Verdict));
    }

    [Theory]
    [InlineData("~{0}~", "")]
    [InlineData("guess/{0}", "")]
    [InlineData("guess", "token={0}")]
    [InlineData("", "TOKEN={0}")]
    [InlineData("", "Token={0}")]
    [InlineData("", "token=guess&token={0}")]
    [InlineData("", "{0}")]
    public async Task Token_elsewhere_in_the_address_is_rejected(string path, string query)
    {
        Assert.Equal(GatewayCallbackReply.Refused, await HandleAtAsync(path, query));

        Assert.Empty(_router.Delivered);
    }

    [Fact]
    public async Task Acknowledgement_names_ids_that_differ_in_case_separately()
    {
        var reply = await HandleAsync(
            Token().Token, Account.Document(Account.Transaction("T1") + Account.Transaction("t1") + Account.Transaction("T1")));

        Assert.EndsWith(
            "<transaction id=\"T1\" accepted=\"yes\"/><transaction id=\"t1\" accepted=\"yes\"/></merchant></response>",
            Encoding.ASCII.GetString(reply.Body.Span),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Message_about_a_rejected_post_has_no_results_for_an_older_version()
    {
        var refusal = new DesjardinsRefusedPost(DesjardinsRefusalReason.NotUnderstood, "A detail.", "root a");

        var message = DesjardinsMessage.Of(refusal);

        Assert.Null(message.Results);
        Assert.Equal(
            "{\"refusal\":{\"reason\":4,\"detail\":\"A detail.\",\"outline\":\"root a\"}}",
            Encoding.UTF8.GetString(message.ToJson()));
        Assert.Equal(refusal, DesjardinsMessage.FromJson(message.ToJson())!.Refusal);
    }

    private static bool IsEnabled(Action<DesjardinsOptions> change) => new DesjardinsCallbackHandler(
        new FixedOptions(Account.Options(change)), new RecordingRouter(), TimeProvider.System, Account.Client).IsEnabled;

    private DesjardinsCallbackHandler Handler() => new(new FixedOptions(Account.Options()), _router, _clock, Account.Client);

    private (string Token, string MailboxId) Token() =>
        new DesjardinsTokens(Account.Options(), Account.Client).Create(_clock.GetUtcNow() + Lifetime);

    private Task<GatewayCallbackReply> HandleAsync(string pathSuffix, byte[] body) => Handler().HandleAsync(
        new GatewayCallback(body, "text/xml", pathSuffix, ""), TestContext.Current.CancellationToken);

    private Task<GatewayCallbackReply> HandleAtAsync(string path, string query)
    {
        var token = Token().Token;
        var callback = new GatewayCallback(
            Account.Document(Account.Transaction("T1")), "text/xml", path.Replace("{0}", token, StringComparison.Ordinal),
            query.Replace("{0}", token, StringComparison.Ordinal));
        return Handler().HandleAsync(callback, TestContext.Current.CancellationToken);
    }

    private sealed class RecordingRouter : ICallbackRouter
    {
        private readonly List<(string Id, ReadOnlyMemory<byte> Message)> _delivered = [];

        /// <summary>The result of the next delivery; later ones succeed.</summary>
        public CallbackDelivery Next { get; set; } = CallbackDelivery.Delivered;

        public IReadOnlyList<(string Id, ReadOnlyMemory<byte> Message)> Delivered => _delivered;

        public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        {
            _delivered.Add((id, message.ToArray()));
            var delivery = Next;
            Next = CallbackDelivery.Delivered;
            return new(delivery);
        }
    }
}
