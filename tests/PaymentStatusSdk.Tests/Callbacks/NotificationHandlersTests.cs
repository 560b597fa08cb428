using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class NotificationHandlersTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly LogCollector _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_handler_is_called_once_for_one_message(int count)
    {
        var handlers = Enumerable.Range(0, count).Select(_ => new Handler()).ToArray();
        await using var services = Build(handlers);
        var dispatcher = Create(services);

        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync(dispatcher, "t"));
        Assert.Equal(CallbackVerdict.Duplicate, await NotifyAsync(dispatcher, "t"));
        Assert.All(handlers, handler => Assert.Equal(1, handler.Calls));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Only_the_handler_that_failed_is_called_again(int failing)
    {
        Handler[] handlers = [new(), new(), new()];
        await using var services = Build(handlers);
        var dispatcher = Create(services);
        handlers[failing].Handle = () => throw new InvalidOperationException("no");

        await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => NotifyAsync(dispatcher, "t"));
        await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => NotifyAsync(dispatcher, "t"));
        handlers[failing].Handle = () => Task.CompletedTask;

        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync(dispatcher, "t"));
        Assert.Equal(CallbackVerdict.Duplicate, await NotifyAsync(dispatcher, "t"));
        for (var i = 0; i < handlers.Length; i++) Assert.Equal(i == failing ? 3 : 1, handlers[i].Calls);
    }

    [Fact]
    public async Task Handler_that_fails_is_named_in_the_log()
    {
        await using var services = Build(new Handler { Handle = () => throw new InvalidOperationException("no") });
        var dispatcher = Create(services);

        await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => NotifyAsync(dispatcher, "t"));

        var line = Assert.Single(_log.Lines);
        Assert.Equal(1203, line.EventId.Id);
        Assert.Contains("'cards'", line.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Handler).ToString(), line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_without_a_handler_are_ignored_and_logged_once()
    {
        await using var services = Build();
        var dispatcher = Create(services);

        for (var i = 0; i < 3; i++) Assert.Equal(CallbackVerdict.Ignored, await NotifyAsync(dispatcher, $"t{i}"));
        Assert.Equal(CallbackVerdict.Ignored, await NotifyAsync(dispatcher, "t0"));

        Assert.Equal(1206, Assert.Single(_log.Lines).EventId.Id);
    }

    [Fact]
    public async Task Handlers_are_counted_once()
    {
        var created = 0;
        await using var services = new ServiceCollection().AddTransient<IStatusNotificationHandler>(_ =>
        {
            Interlocked.Increment(ref created);
            return new Handler();
        }).BuildServiceProvider();
        var dispatcher = Create(services);

        await NotifyAsync(dispatcher, "t");
        Assert.Equal(2, created);
        await NotifyAsync(dispatcher, "u");
        Assert.Equal(3, created);
    }

    [Fact]
    public async Task Handler_does_not_run_inside_the_callers_call()
    {
        using var isInCall = new ThreadLocal<bool>();
        var wasInCall = false;
        await using var services = Build(new Handler
        {
            Handle = () =>
            {
                wasInCall = isInCall.Value;
                return Task.CompletedTask;
            },
        });
        var dispatcher = Create(services);

        isInCall.Value = true;
        var call = NotifyAsync(dispatcher, "t");
        isInCall.Value = false;

        Assert.Equal(CallbackVerdict.Handled, await call);
        Assert.False(wasInCall);
    }

    [Fact]
    public async Task Messages_that_are_being_handled_count_to_the_limit_of_their_topic()
    {
        var slow = new TaskCompletionSource();
        var handler = new Handler { Handle = () => slow.Task };
        await using var services = Build(handler);
        var dispatcher = Create(services);

        var calls = Enumerable.Range(0, 20).Select(i => NotifyAsync(dispatcher, "t", $"c{i}")).ToArray();
        slow.SetResult();
        var verdicts = await Task.WhenAll(calls);

        Assert.Equal(NotificationMemory.MaxMessagesPerTopic, handler.Calls);
        Assert.Equal(NotificationMemory.MaxMessagesPerTopic, verdicts.Count(verdict => verdict == CallbackVerdict.Handled));
        Assert.Equal(4, verdicts.Count(verdict => verdict == CallbackVerdict.Duplicate));
    }

    [Fact]
    public async Task Message_over_the_limit_of_running_handlers_is_logged_and_takes_no_place()
    {
        var slow = new TaskCompletionSource();
        var handler = new Handler { Handle = () => slow.Task };
        await using var services = Build(handler);
        var dispatcher = Create(services);
        var running = Enumerable.Range(0, 1_000).Select(i => NotifyAsync(dispatcher, $"t{i}")).ToArray();

        for (var i = 0; i < 1_000; i++)
            await Assert.ThrowsAsync<NotificationHandlerFailedException>(() => NotifyAsync(dispatcher, "one too many"));

        slow.SetResult();
        await Task.WhenAll(running);
        Assert.Equal(CallbackVerdict.Handled, await NotifyAsync(dispatcher, "one too many"));
        Assert.Equal(1_001, handler.Calls);
        Assert.Equal(1_000, _log.Lines.Count);
        Assert.All(_log.Lines, line => Assert.Equal(1207, line.EventId.Id));
    }

    private static ServiceProvider Build(params Handler[] handlers)
    {
        var services = new ServiceCollection();
        foreach (var handler in handlers) services.AddSingleton<IStatusNotificationHandler>(handler);
        return services.BuildServiceProvider();
    }

    private static Task<CallbackVerdict> NotifyAsync(NotificationDispatcher dispatcher, string topic, string content = "") =>
        dispatcher.DispatchAsync(
            new StatusNotification { ClientName = "cards", Message = "850", GatewayReference = topic }, topic, content,
            TestContext.Current.CancellationToken);

    private NotificationDispatcher Create(IServiceProvider services) =>
        new("cards", services, _clock, _log.CreateLogger("test"), TimeSpan.FromHours(1));

    private sealed class Handler : IStatusNotificationHandler
    {
        private int _calls;

        public int Calls => _calls;

        public Func<Task> Handle { get; set; } = () => Task.CompletedTask;

        public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            return Handle();
        }
    }
}
