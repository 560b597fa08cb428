using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class NotificationDispatcherTests : IStatusNotificationHandler, IAsyncDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly ServiceProvider _services;
    private readonly NotificationDispatcher _dispatcher;
    private int _calls;

    public NotificationDispatcherTests()
    {
        _services = new ServiceCollection().AddSingleton<IStatusNotificationHandler>(this).BuildServiceProvider();
        _dispatcher = new NotificationDispatcher("cards", _services, _clock, NullLogger.Instance, Memory);
    }

    public Func<Task> Handle { get; set; } = () => Task.CompletedTask;

    Task IStatusNotificationHandler.HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return Handle();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Remembered_messages_are_limited_in_number_and_the_oldest_are_dropped_first()
    {
        for (var i = 0; i < 4_097; i++) await NotifyAsync($"t{i}");

        Assert.Equal(CallbackVerdict.Duplicate, await NotifyAsync("t4096"));
        Assert.Equal(CallbackVerdict.Duplicate, await NotifyAsync("t1"));
        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("t0"));
    }

    [Fact]
    public async Task Handler_that_fails_after_the_hosts_disposal_is_not_logged_as_an_error()
    {
        using var logs = new LogCollector();
        var dispatcher = new NotificationDispatcher("cards", _services, _clock, logs.CreateLogger("test"), Memory);
        Handle = async () =>
        {
            await _services.DisposeAsync();
            throw new ObjectDisposedException("store");
        };

        await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => dispatcher.DispatchAsync(
            new StatusNotification { ClientName = "cards", Message = "850", MerchantReference = "t" }, "t", "a",
            TestContext.Current.CancellationToken));

        Assert.Empty(logs.Lines);
    }

    [Fact]
    public async Task Remembered_messages_expire()
    {
        await NotifyAsync("t");

        _clock.Advance(Memory - TimeSpan.FromTicks(1));
        Assert.Equal(CallbackVerdict.Duplicate, await NotifyAsync("t"));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("t"));
    }

    [Fact]
    public async Task Only_the_last_message_on_a_topic_is_a_duplicate()
    {
        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("t", "a"));
        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("t", "b"));
        Assert.Equal(CallbackVerdict.Duplicate, await NotifyAsync("t", "b"));
        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("t", "a"));
    }

    [Fact]
    public async Task Messages_on_one_topic_are_limited_in_number_until_it_expires()
    {
        for (var i = 0; i < 1_000; i++) await NotifyAsync("t", $"c{i}");

        Assert.Equal(NotificationMemory.MaxMessagesPerTopic, _calls);
        Assert.Equal(CallbackVerdict.Duplicate, await NotifyAsync("t", "another"));
        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("u", "another"));
        _clock.Advance(Memory);
        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("t", "another"));
    }

    [Fact]
    public async Task Unhandled_messages_do_not_count_and_none_is_acknowledged_for_another()
    {
        Handle = () => throw new InvalidOperationException("no");
        for (var i = 0; i < 100; i++) await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => NotifyAsync("t", $"c{i}"));
        Handle = () => Task.CompletedTask;

        for (var i = 0; i < NotificationMemory.MaxMessagesPerTopic; i++)
            Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("t", $"d{i}"));
    }

    [Fact]
    public async Task Message_over_the_limit_is_handled_when_the_latest_one_was_not()
    {
        for (var i = 1; i < NotificationMemory.MaxMessagesPerTopic; i++) await NotifyAsync("t", $"c{i}");
        Handle = () => throw new InvalidOperationException("no");
        await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => NotifyAsync("t", "last"));
        await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => NotifyAsync("t", "another"));
        Handle = () => Task.CompletedTask;

        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("t", "yet another"));
        Assert.Equal(CallbackVerdict.Duplicate, await NotifyAsync("t", "and one more"));
    }

    [Fact]
    public async Task Failed_message_is_not_remembered_as_handled()
    {
        Handle = () => throw new InvalidOperationException("no");
        await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => NotifyAsync("t"));
        Handle = () => Task.CompletedTask;

        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("t"));
        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task Handler_that_completes_after_the_timeout_has_handled_the_message()
    {
        var slow = new TaskCompletionSource();
        Handle = () => slow.Task;
        using var time = new CancellationTokenSource();
        var first = NotifyAsync("t", "", time.Token);
        await time.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        // The gateway sends the message again while the handler still runs.
        var second = NotifyAsync("t");
        slow.SetResult();

        Assert.Equal(CallbackVerdict.Duplicate, await second);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task Handlers_that_never_complete_are_limited_in_number()
    {
        var never = new TaskCompletionSource();
        Handle = () => never.Task;
        using var time = new CancellationTokenSource();
        var hanging = Enumerable.Range(0, 1_000).Select(i => NotifyAsync($"t{i}", "", time.Token)).ToArray();

        await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => NotifyAsync("one too many"));

        never.SetResult();
        Assert.All(await Task.WhenAll(hanging), verdict => Assert.Equal(CallbackVerdict.Handled, verdict));
        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync("one too many"));
    }

    private Task<CallbackVerdict> NotifyAsync(string topic, string content = "", CancellationToken? cancellationToken = null) =>
        _dispatcher.DispatchAsync(
            new StatusNotification { ClientName = "cards", Message = "850", GatewayReference = topic }, topic, content,
            cancellationToken ?? TestContext.Current.CancellationToken);
}
