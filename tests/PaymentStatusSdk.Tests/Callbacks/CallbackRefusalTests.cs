using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class CallbackRefusalTests : IGatewayCallbackHandler, IAsyncDisposable
{
    private readonly LogCollector _log = new();
    private readonly ServiceProvider _services;
    private readonly IGatewayCallbackReceiver _receiver;
    private readonly List<(int StatusCode, string PathSuffix)> _refused = [];

    public CallbackRefusalTests()
    {
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log))
            .AddKeyedSingleton<IGatewayCallbackHandler>("cards", this)
            .AddPaymentStatus(gateways => gateways.AddKit("cards", new KitAdapter())).BuildServiceProvider();
        _receiver = _services.GetRequiredService<IGatewayCallbackReceiver>();
    }

    public bool IsEnabled { get; set; } = true;

    public Action OnCall { get; set; } = () => { };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _log.Dispose();
    }

    public Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
    {
        OnCall();
        return Task.FromResult(new GatewayCallbackReply(200, null, default, CallbackVerdict.Handled));
    }

    Task IGatewayCallbackHandler.HandleRefusedAsync(GatewayCallback callback, int statusCode, CancellationToken cancellationToken)
    {
        _refused.Add((statusCode, callback.PathSuffix));
        OnCall();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Handler_learns_of_an_unreadable_message()
    {
        await RefuseUnreadableAsync();

        Assert.Equal((413, "path"), Assert.Single(_refused));
        Assert.Equal((int[])[1202], EventIds());
    }

    [Fact]
    public async Task Disabled_handler_does_not_learn_of_an_unreadable_message()
    {
        IsEnabled = false;

        await RefuseUnreadableAsync();

        Assert.Empty(_refused);
        Assert.Equal((int[])[1202], EventIds());
    }

    [Fact]
    public async Task Handler_that_fails_for_an_unreadable_message_is_logged()
    {
        OnCall = () => throw new FormatException("canary");

        await RefuseUnreadableAsync();

        Assert.Equal((int[])[1202, 1208], EventIds());
        Assert.DoesNotContain(
            _log.Lines, line => (line.Message + line.Values + line.Exception).Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handler_that_fails_for_an_unreadable_message_after_the_hosts_disposal_is_not_logged()
    {
        Assert.True(_receiver.IsOpen("cards"));
        await _services.DisposeAsync();
        OnCall = () => throw new ObjectDisposedException("store");

        await RefuseUnreadableAsync();

        Assert.Single(_refused);
        Assert.DoesNotContain(1208, EventIds());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancellation_for_an_unreadable_message_is_a_defect_only_before_the_time_limit(bool isOutOfTime)
    {
        using var time = new CancellationTokenSource();
        if (isOutOfTime) await time.CancelAsync();
        OnCall = () => throw new OperationCanceledException();

        await _receiver.RefuseUnreadableAsync("cards", default, 413, time.Token);

        Assert.Single(_refused);
        Assert.Contains(1202, EventIds());
        Assert.Equal(!isOutOfTime, EventIds().Contains(1208));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancellation_is_a_defect_only_before_the_time_limit(bool isOutOfTime)
    {
        using var time = new CancellationTokenSource();
        if (isOutOfTime) await time.CancelAsync();
        OnCall = () => throw new OperationCanceledException();

        var reply = await _receiver.ReceiveAsync("cards", default, time.Token);

        Assert.Same(GatewayCallbackReply.Failed, reply);
        Assert.Equal(isOutOfTime, EventIds().Contains(1204));
        Assert.Equal(!isOutOfTime, EventIds().Contains(1205));
    }

    [Fact]
    public async Task Failure_after_the_hosts_disposal_requests_another_delivery_and_is_not_logged_as_a_defect()
    {
        Assert.True(_receiver.IsOpen("cards"));
        await _services.DisposeAsync();
        OnCall = () => throw new ObjectDisposedException("store");

        var reply = await _receiver.ReceiveAsync("cards", default, TestContext.Current.CancellationToken);

        Assert.Same(GatewayCallbackReply.Failed, reply);
        Assert.DoesNotContain(1205, EventIds());
        Assert.DoesNotContain(1208, EventIds());
    }

    [Fact]
    public async Task Failure_of_a_notification_handler_is_not_a_defect_of_the_adapter()
    {
        OnCall = () => throw new NotificationHandlerFailedException();

        var reply = await _receiver.ReceiveAsync("cards", default, TestContext.Current.CancellationToken);

        Assert.Same(GatewayCallbackReply.Failed, reply);
        Assert.Equal((int[])[1201], EventIds());
    }

    [Fact]
    public async Task Received_refused_and_postponed_messages_are_reported()
    {
        Assert.Equal(200, (await _receiver.ReceiveAsync("cards", default, TestContext.Current.CancellationToken)).StatusCode);
        _receiver.Refuse("cards");
        _receiver.Postpone("cards");

        Assert.Equal((int[])[1201, 1202, 1220], EventIds());
        var handled = Assert.Single(_log.Lines, line => line.EventId.Id == 1201);
        Assert.Contains("Handled", handled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replies_have_the_documented_status_and_no_body()
    {
        Assert.Equal(new GatewayCallbackReply(400, null, default, CallbackVerdict.Refused), GatewayCallbackReply.Refused);
        Assert.Equal(new GatewayCallbackReply(415, null, default, CallbackVerdict.Refused), GatewayCallbackReply.UnsupportedContentType);
        Assert.Equal(new GatewayCallbackReply(500, null, default, CallbackVerdict.Failed), GatewayCallbackReply.Failed);
    }

    [Fact]
    public void Handler_accepts_only_post_and_is_not_required_by_default()
    {
        Assert.False(((IGatewayCallbackHandler)this).AcceptsGet);
        Assert.False(((IGatewayCallbackHandler)this).IsRequired);
        Assert.False(_receiver.AcceptsGet("cards"));
        Assert.Equal("POST", default(GatewayCallback).Method);
        Assert.Equal("GET", new GatewayCallback(default, null, "", "") { Method = "GET" }.Method);
    }

    private Task RefuseUnreadableAsync() => _receiver.RefuseUnreadableAsync(
        "cards", new GatewayCallback(default, null, "path", ""), 413, TestContext.Current.CancellationToken);

    // Other lines, such as those of the host's options, have other numbers.
    private int[] EventIds() => [.. _log.Lines.Select(line => line.EventId.Id).Where(id => id is >= 1200 and < 1300)];
}
