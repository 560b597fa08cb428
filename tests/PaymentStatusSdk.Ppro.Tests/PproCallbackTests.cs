using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Ppro.Tests;

public sealed class PproCallbackTests : IStatusNotificationHandler
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string Secret = "notification-example";
    private const string Time = "2024-01-31T12:34:56Z";

    // The vector of PROTOCOL.md.
    private const string Vector =
        "txid=123887123&finaltimestamp=2024-01-31T12%3A34%3A56Z"
        + "&sha256hash=0e249b20d7fcdc2bc83cd65e4feada376e51448ddb3b194161b7a2db527d71aa";

    private readonly ManualTimeProvider _clock = new();
    private readonly List<StatusNotification> _notifications = [];

    Task IStatusNotificationHandler.HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
    {
        lock (_notifications) _notifications.Add(notification);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(FormType)]
    [InlineData("Application/X-WWW-Form-Urlencoded; charset=UTF-8")]
    public async Task Published_vector_is_genuine(string contentType)
    {
        await using var services = Build();

        var reply = await PostAsync(services, Vector, contentType);

        Assert.Equal((200, "text/plain", CallbackVerdict.Handled), (reply.StatusCode, reply.ContentType, reply.Verdict));
        Assert.Equal("RECEIVED OK"u8.ToArray(), reply.Body.ToArray());
        var notification = Assert.Single(_notifications);
        Assert.Equal(
            ("shop", "notification", "123887123", null, _clock.GetUtcNow()),
            (notification.ClientName, notification.Message, notification.GatewayReference, notification.MerchantReference,
                notification.ReceivedAt));
        Assert.Equal((true, false), (notification.IsGatewayReferenceSigned, notification.IsMerchantReferenceSigned));
    }

    [Theory]
    [InlineData("\uFEFF", "")]
    [InlineData("\uFEFF\r\n", "\r\n")]
    [InlineData("\r\n\uFEFF", "")]
    [InlineData("\uFEFF\uFEFF", "")]
    [InlineData("", "\0")]
    [InlineData("other=1&", "")]
    public async Task Content_around_the_form_changes_nothing(string before, string after)
    {
        await using var services = Build();

        Assert.Equal(CallbackVerdict.Handled, (await PostAsync(services, before + Vector + after)).Verdict);
    }

    [Theory]
    [InlineData("123887123", "123887124")]
    [InlineData("12%3A34", "12%3A35")]
    [InlineData("T12", "+12")]
    [InlineData("sha256hash=0", "sha256hash=1")]
    [InlineData("71aa", "71a")]
    [InlineData("71aa", "71aa0")]
    [InlineData("71aa", "71ag")]
    [InlineData("txid=", "tx=")]
    [InlineData("&sha256hash=", "&sha256hash")]
    [InlineData("txid=123887123", "txid=123887123&txid=123887123")]
    [InlineData("txid=123887123", "txid=123887123&TXID=1")]
    [InlineData("123887123", "%zz")]
    public async Task Change_of_anything_is_a_forgery(string was, string becomes)
    {
        await using var services = Build();

        var reply = await PostAsync(services, Vector.Replace(was, becomes, StringComparison.Ordinal));

        Assert.Equal((400, 0, CallbackVerdict.Refused), (reply.StatusCode, reply.Body.Length, reply.Verdict));
        Assert.Empty(_notifications);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RECEIVED OK")]
    [InlineData("txid=1&finaltimestamp=&sha256hash=")]
    [InlineData("&&&==&")]
    public async Task Garbage_is_rejected(string body)
    {
        await using var services = Build();

        Assert.Equal(CallbackVerdict.Refused, (await PostAsync(services, body)).Verdict);
    }

    [Theory]
    [InlineData("", Time)]
    [InlineData("1", "")]
    public async Task Message_with_an_empty_field_is_rejected_although_its_hash_is_genuine(string txId, string time)
    {
        await using var services = Build();

        Assert.Equal(CallbackVerdict.Refused, (await PostAsync(services, Body(txId, time))).Verdict);
        Assert.Empty(_notifications);
    }

    [Fact]
    public async Task Oversized_fields_are_rejected_without_hashing()
    {
        await using var services = Build();

        Assert.Equal(CallbackVerdict.Refused, (await PostAsync(services, Body("1", new string('9', 300)))).Verdict);
    }

    [Theory]
    [InlineData("2024-01-31T13:34:56+01:00")]
    [InlineData("2024-01-31 13:34:56 +01:00")]
    public async Task Plus_sign_decoded_as_a_space_is_repaired(string time)
    {
        await using var services = Build();
        var raw = $"txid=1&finaltimestamp={time.Replace(" ", "%20", StringComparison.Ordinal)}&sha256hash={Hash("1", time)}";
        var escaped = raw.Replace("+", "%2B", StringComparison.Ordinal);

        Assert.Equal(CallbackVerdict.Handled, (await PostAsync(services, raw)).Verdict);
        Assert.Equal(CallbackVerdict.Duplicate, (await PostAsync(services, escaped)).Verdict);
    }

    [Fact]
    public async Task Hex_digits_have_no_case()
    {
        await using var services = Build();
        var upper = Vector.Replace("0e249b20d7fcdc2bc83cd65e4feada376e51448ddb3b194161b7a2db527d71aa",
            "0E249B20D7FCDC2BC83CD65E4FEADA376E51448DDB3B194161B7A2DB527D71AA", StringComparison.Ordinal);

        Assert.Equal(200, (await PostAsync(services, upper)).StatusCode);
    }

    [Fact]
    public async Task Message_is_remembered_by_id_and_time_for_two_days()
    {
        await using var services = Build();
        string[] messages = [Body("1", Time), Body("1", "2024-02-01T00:00:00Z"), Body("2", Time)];

        foreach (var message in messages) Assert.Equal(CallbackVerdict.Handled, (await PostAsync(services, message)).Verdict);
        _clock.Advance(PproDefaults.NotificationMemory - TimeSpan.FromTicks(1));
        foreach (var message in messages)
        {
            var reply = await PostAsync(services, message);
            Assert.Equal((CallbackVerdict.Duplicate, "RECEIVED OK"), (reply.Verdict, Encoding.ASCII.GetString(reply.Body.Span)));
        }

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(CallbackVerdict.Handled, (await PostAsync(services, messages[0])).Verdict);
        Assert.Equal(4, _notifications.Count);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("a b")]
    [InlineData("123456789012345678901")]
    public async Task Genuine_message_without_a_transaction_is_acknowledged_and_ignored(string txId)
    {
        await using var services = Build();

        Assert.Equal(
            (200, CallbackVerdict.Ignored),
            await PostAsync(services, Body(txId, Time)) is var reply ? (reply.StatusCode, reply.Verdict) : default);
        Assert.Empty(_notifications);
    }

    [Fact]
    public async Task Rotated_secrets_overlap_and_end()
    {
        await using var rotating = Build(o => (o.NotificationSecret, o.PreviousNotificationSecrets) = ("new", [Secret]));
        await using var rotated = Build(o => o.NotificationSecret = "new");

        Assert.Equal(200, (await PostAsync(rotating, Vector)).StatusCode);
        Assert.Equal(200, (await PostAsync(rotating, Body("1", Time, "new"))).StatusCode);
        Assert.Equal(400, (await PostAsync(rotating, Body("1", Time, "older"))).StatusCode);
        Assert.Equal(400, (await PostAsync(rotated, Vector)).StatusCode);
    }

    [Fact]
    public async Task Current_secrets_are_accepted_without_a_list_of_previous_ones()
    {
        await using var services = Build(o =>
        {
            o.RedirectSharedSecret = "shared";
            o.PreviousNotificationSecrets = null!;
            o.PreviousRedirectSharedSecrets = null!;
        });
        var check = services.GetRequiredKeyedService<IPproReturnCheck>("shop");

        Assert.Equal(200, (await PostAsync(services, Vector)).StatusCode);
        Assert.True(check.IsGenuine("1", Hash("1", "redirect", "shared"), "redirect"));
        Assert.False(check.IsGenuine("1", Hash("1", "redirect", "former"), "redirect"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Message_is_never_genuine_without_a_secret(string? secret)
    {
        await using var services = Build(o => o.NotificationSecret = secret);

        Assert.False(services.GetRequiredKeyedService<IGatewayCallbackHandler>("shop").IsEnabled);
        Assert.Equal(400, (await PostAsync(services, Body("1", Time, ""))).StatusCode);
    }

    [Fact]
    public async Task Consumer_return_is_verified_with_its_own_secret()
    {
        await using var services = Build(o => (o.RedirectSharedSecret, o.PreviousRedirectSharedSecrets) = ("shared", ["former"]));
        var check = services.GetRequiredKeyedService<IPproReturnCheck>("shop");

        Assert.True(check.IsGenuine("1", Hash("1", "redirect", "shared"), "redirect"));
        Assert.True(check.IsGenuine("1", Hash("1", "redirect", "former").ToUpperInvariant(), "redirect"));
        Assert.False(check.IsGenuine("1", Hash("1", "redirect", Secret), "redirect"));
        Assert.False(check.IsGenuine("2", Hash("1", "redirect", "shared"), "redirect"));
        Assert.False(check.IsGenuine("1", Hash("1", "redirect", "shared"), "other"));
        Assert.False(check.IsGenuine("1", null, "redirect"));
        Assert.False(check.IsGenuine(null, Hash("", "redirect", "shared"), "redirect"));
        Assert.False(check.IsGenuine("1", Hash("1", "", "shared"), ""));
    }

    [Fact]
    public async Task Consumer_return_without_a_shared_secret_is_never_genuine()
    {
        await using var services = Build();
        var check = services.GetRequiredKeyedService<IPproReturnCheck>("shop");

        Assert.False(check.IsGenuine("1", Hash("1", "redirect", ""), "redirect"));
    }

    private static string Hash(string first, string second, string secret = Secret) => Sha256(Sha256($"{first}.{second}") + "." + secret);

    private static string Body(string txId, string time, string secret = Secret) =>
        $"txid={Uri.EscapeDataString(txId)}&finaltimestamp={Uri.EscapeDataString(time)}&sha256hash={Hash(txId, time, secret)}";

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Task<GatewayCallbackReply> PostAsync(IServiceProvider services, string body, string contentType = FormType) => services
        .GetRequiredKeyedService<IGatewayCallbackHandler>("shop")
        .HandleAsync(new GatewayCallback(Encoding.UTF8.GetBytes(body), contentType, "", ""), TestContext.Current.CancellationToken);

    private ServiceProvider Build(Action<PproOptions>? change = null) => new ServiceCollection()
        .AddSingleton<TimeProvider>(_clock)
        .AddSingleton<IStatusNotificationHandler>(this)
        .AddPaymentStatus(gateways => gateways.AddPpro("shop", options =>
        {
            (options.Endpoint, options.Login, options.Password, options.ContractId) = (new Uri("http://127.0.0.1:1/"), "l", "p", "c");
            options.NotificationSecret = Secret;
            change?.Invoke(options);
        })).BuildServiceProvider();
}
