using System.Net;
using System.Net.Sockets;
using System.Text;
using PaymentStatusSdk.Simulators.Notifications;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Testing.Tests.Notifications;

/// <summary>The work in the background, its limit and its end, and the recorded deliveries.</summary>
public sealed class NotificationSenderTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ClosedPort _closed = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _closed.Dispose();

    [Fact]
    public async Task End_waits_for_the_work_in_the_background()
    {
        var sender = Sender();
        var release = new TaskCompletionSource();
        sender.StartInBackground(() => release.Task);

        var end = sender.DisposeAsync().AsTask();
        Assert.False(await EndsAsync(end));
        release.SetException(new InvalidOperationException());

        await end.WaitAsync(Ct);
    }

    [Fact]
    public async Task Work_is_not_started_after_the_end()
    {
        var sender = Sender();
        await sender.DisposeAsync();
        var started = new TaskCompletionSource();

        sender.StartInBackground(() =>
        {
            started.SetResult();
            return Task.CompletedTask;
        });

        Assert.False(await EndsAsync(started.Task));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendFirstAsync([Message("1")]));
    }

    [Fact]
    public async Task Only_10000_tasks_run_at_the_same_time()
    {
        var sender = Sender();
        var release = new TaskCompletionSource();
        var (started, isStartedAgain) = (0, false);

        for (var i = 0; i < 10_001; i++)
        {
            sender.StartInBackground(() =>
            {
                Interlocked.Increment(ref started);
                return release.Task;
            });
        }

        release.SetResult();
        for (var i = 0; i < 100_000 && !Volatile.Read(ref isStartedAgain); i++)
        {
            sender.StartInBackground(() =>
            {
                Volatile.Write(ref isStartedAgain, true);
                return Task.CompletedTask;
            });
            await Task.Yield();
        }

        await sender.DisposeAsync();
        Assert.Equal((10_000, true), (started, isStartedAgain));
    }

    [Theory]
    [InlineData(0, new string[0])]
    [InlineData(1, new[] { "3" })]
    [InlineData(2, new[] { "2", "3" })]
    [InlineData(3, new[] { "1", "2", "3" })]
    public async Task Latest_deliveries_are_recorded(int limit, string[] ids)
    {
        await using var sender = Sender(limit);

        await sender.SendFirstAsync([Message("1"), Message("2"), Message("3")]);

        Assert.Equal(ids, sender.Snapshot().Select(one => one.TransactionId));
    }

    [Fact]
    public async Task End_abandons_the_redelivery()
    {
        var sender = Sender();
        var attempts = 0;
        await sender.SendFirstAsync([Message("1") with { Redelivery = [TimeSpan.FromHours(1)], Attempted = () => attempts++ }]);
        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromHours(1), Ct);

        await sender.DisposeAsync().AsTask().WaitAsync(Ct);

        Assert.Equal((1, 0), (attempts, _clock.ActiveTimers));
        var delivery = Assert.Single(sender.Snapshot());
        Assert.Equal(("1", 1, false), (delivery.TransactionId, delivery.Attempt, delivery.Accepted));
        Assert.NotNull(delivery.Error);
    }

    [Fact]
    public async Task Connection_to_the_merchant_is_closed_at_the_end()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sender = Sender();
        var message = Message("1") with
        {
            Url = new Uri($"http://{listener.LocalEndpoint}/"),
            IsAccepted = (status, reply) => status == 200 && reply.Span.SequenceEqual("OK"u8),
        };

        var sent = sender.SendFirstAsync([message]);
        using var connection = await AcceptAsync(listener);
        await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"u8.ToArray(), Ct);
        await sent;
        await sender.DisposeAsync();

        Assert.Equal(0, await connection.ReceiveAsync(new byte[1], Ct));
        Assert.True(Assert.Single(sender.Snapshot()).Accepted);
    }

    [Fact]
    public async Task Reply_that_is_cut_is_a_delivery_with_an_error()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var sender = Sender();
        var message = Message("1") with { Url = new Uri($"http://{listener.LocalEndpoint}/"), IsAccepted = (_, _) => true };

        var sent = sender.SendFirstAsync([message]);
        using var connection = await AcceptAsync(listener);
        await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOK"u8.ToArray(), Ct);
        connection.Shutdown(SocketShutdown.Send);
        await sent;

        var delivery = Assert.Single(sender.Snapshot());
        Assert.NotNull(delivery.Error);
        Assert.Null(delivery.StatusCode);
        Assert.False(delivery.Accepted);
    }

    /// <summary>Returns a connection on which the whole notification has arrived.</summary>
    private static async Task<Socket> AcceptAsync(TcpListener listener)
    {
        var connection = await listener.AcceptSocketAsync(Ct);
        var buffer = new byte[4096];
        var request = "";
        while (!request.EndsWith("body", StringComparison.Ordinal))
            request += Encoding.ASCII.GetString(buffer, 0, await connection.ReceiveAsync(buffer, Ct));
        return connection;
    }

    // Long enough for work that needs no other thread's time.
    private static async Task<bool> EndsAsync(Task task)
    {
        for (var i = 0; i < 1_000 && !task.IsCompleted; i++) await Task.Yield();
        return task.IsCompleted;
    }

    private NotificationSender Sender(int limit = 10) =>
        new(new PproSimulatorOptions { TimeProvider = _clock, RecordingLimit = limit }, trusted: null);

    private NotificationMessage Message(string id) => new(id, _closed.Address, "body"u8.ToArray(), "text/plain", [], (_, _) => false);
}
