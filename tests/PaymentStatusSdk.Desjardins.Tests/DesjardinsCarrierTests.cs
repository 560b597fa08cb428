using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>Step 4 in any carrier and under any header, and step 4 that the host cannot read.</summary>
public sealed class DesjardinsCarrierTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _clock = new();
    private readonly ServiceProvider _services;

    public DesjardinsCarrierTests() => _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(_clock)
        .AddPaymentStatus(gateways => gateways.AddDesjardins(Account.Client, options =>
        {
            var from = Account.Options();
            (options.Endpoint, options.PublicCallbackBaseUrl) = (from.Endpoint, from.PublicCallbackBaseUrl);
            (options.MerchantId, options.MerchantKey) = (from.MerchantId, from.MerchantKey);
        })).BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData(413, DesjardinsRefusalReason.TooLarge)]
    [InlineData(415, DesjardinsRefusalReason.Unreadable)]
    [InlineData(400, DesjardinsRefusalReason.Unreadable)]
    public async Task Message_that_the_host_cannot_read_fails_the_exchange(int statusCode, object reason)
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);

        await Handler().HandleRefusedAsync(
            new GatewayCallback(default, null, token, ""), statusCode, TestContext.Current.CancellationToken);

        Assert.Equal(reason, (await ReceiveAsync(mailbox)).Refusal?.Reason);
    }

    [Fact]
    public async Task Forged_or_late_message_that_the_host_cannot_read_changes_nothing()
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);

        await Handler().HandleRefusedAsync(new GatewayCallback(default, null, "guess", ""), 413, TestContext.Current.CancellationToken);
        _clock.Advance(Lifetime);
        await Handler().HandleRefusedAsync(new GatewayCallback(default, null, token, ""), 413, TestContext.Current.CancellationToken);

        Assert.False(mailbox.ReceiveAsync(TestContext.Current.CancellationToken).AsTask().IsCompleted);
    }

    public static TheoryData<string, string?> Carriers => new()
    {
        { "{0}", "text/xml" },
        { "{0}", null },
        { "{0}", "text/plain" },
        { "{0}", "application/x-www-form-urlencoded" },
        { "{0}", "text/xml, text/xml" },
        { "ResponseFile={0}", "application/x-www-form-urlencoded" },
        { "any={1}&other=1", "application/x-www-form-urlencoded" },
        { "\u00EF\u00BB\u00BF\r\nother&any={1}", null },
        { $"{Part("any")}--x--\r\n", "multipart/form-data; boundary=x" },
        { $"{Part("any\r\nContent-Type: text/xml; charset=utf-8")}--x--\r\n", "text/xml" },
    };

    [Theory]
    [MemberData(nameof(Carriers))]
    public async Task Genuine_message_is_recognized_in_any_carrier(string carrier, string? contentType)
    {
        var (token, mailboxId) = Token();
        await using var mailbox = await OpenAsync(mailboxId);
        var document = Encoding.Latin1.GetString(
            Account.Document(Account.Transaction("T1", "yes", "<receipt_text>100 % +&amp; APPROUV\u00c9E</receipt_text>")));
        var escaped = string.Concat(
            Encoding.Latin1.GetBytes(document).Select(octet => "%" + octet.ToString("X2", CultureInfo.InvariantCulture)));
        var body = carrier.Replace("{0}", document, StringComparison.Ordinal).Replace("{1}", escaped, StringComparison.Ordinal);
        var octets = Encoding.Latin1.GetBytes(body);

        var reply = await Handler().HandleAsync(new GatewayCallback(octets, contentType, token, ""), TestContext.Current.CancellationToken);

        Assert.Equal((200, CallbackVerdict.Handled), (reply.StatusCode, reply.Verdict));
        var result = Assert.Single((await ReceiveAsync(mailbox)).Results);
        Assert.Equal(("T1", "100 % +& APPROUV\u00c9E"), (result.Id, result[DesjardinsFields.ReceiptText]));
    }

    [Theory]
    [InlineData("form")]
    [InlineData("form without escapes")]
    [InlineData("multipart")]
    public async Task Two_documents_in_a_carrier_are_rejected(string kind)
    {
        var carrier = kind switch
        {
            "form" => "a={1}&b={1}",
            "multipart" => $"{Part("a")}{Part("b")}--x--",
            _ => "a={0}&b={0}",
        };
        var document = Encoding.Latin1.GetString(Account.Document(Account.Transaction("T1")));
        var body = carrier.Replace("{1}", Uri.EscapeDataString(document), StringComparison.Ordinal)
            .Replace("{0}", document, StringComparison.Ordinal);

        var callback = new GatewayCallback(Encoding.Latin1.GetBytes(body), null, Token().Token, "");
        Assert.Equal(GatewayCallbackReply.Refused, await Handler().HandleAsync(callback, TestContext.Current.CancellationToken));
    }

    private static string Part(string name) => $"--x\r\nContent-Disposition: form-data; name={name}\r\n\r\n{{0}}\r\n";

    private (string Token, string MailboxId) Token() =>
        new DesjardinsTokens(Account.Options(), Account.Client).Create(_clock.GetUtcNow() + Lifetime);

    private ValueTask<ICallbackMailbox> OpenAsync(string id) => _services.GetRequiredService<ICallbackRouter>()
        .OpenAsync(id, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

    private static async Task<DesjardinsMessage> ReceiveAsync(ICallbackMailbox mailbox) =>
        DesjardinsMessage.FromJson((await mailbox.ReceiveAsync(TestContext.Current.CancellationToken)).Span)!;

    private IGatewayCallbackHandler Handler() => _services.GetRequiredKeyedService<IGatewayCallbackHandler>(Account.Client);
}
