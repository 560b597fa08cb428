using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters.Callbacks;

/// <summary>
/// Passes the verified notifications of one client to every <see cref="IStatusNotificationHandler"/>. An adapter keeps one instance.
/// </summary>
/// <remarks>
/// At least once: a message counts as handled when every handler has processed it. Until then the gateway is asked to send it again, and
/// handlers that have processed it are not called again. Handlers run concurrently, each in its own scope, so that none delays another.
/// Handled messages are remembered for a limited time and in a limited number, so that a replay costs at most one query. Thread-safe.
/// </remarks>
public sealed class NotificationDispatcher
{
    private const int MaxParallel = 1_000;

    private readonly string _client;
    private readonly IServiceProvider _services;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger _logger;
    private readonly NotificationMemory _memory;
    private int _count;
    private int _running;
    private int _hasWarned;

    internal NotificationDispatcher(string client, IServiceProvider services, TimeProvider timeProvider, ILogger logger, TimeSpan memory)
    {
        _client = client;
        _services = services;
        _scopes = services.GetRequiredService<IServiceScopeFactory>();
        _logger = logger;
        _memory = new NotificationMemory(timeProvider, memory);
    }

    /// <summary>Notifies all handlers, unless the message is the one that they handled last on its topic.</summary>
    /// <param name="notification">Created from a message whose sender was verified.</param>
    /// <param name="topic">
    /// The subject of the message: exactly the fields that its signature covers, so that no unsigned field creates a new topic. At most
    /// 4,096 topics are remembered.
    /// </param>
    /// <param name="content">
    /// Distinguishes a message from the next one on the same topic; a hash if it is long. It may be unsigned: at most 16 messages are
    /// handled on one topic before the topic is forgotten, and further ones are duplicates.
    /// </param>
    /// <param name="cancellationToken">Canceled when the time limit for the acknowledgement has passed. A handler may continue after
    /// that.</param>
    /// <returns>Handled; Duplicate when the message was handled before; Ignored when there is no handler.</returns>
    /// <exception cref="OperationCanceledException">The time limit has passed.</exception>
    /// <exception cref="Exception">A handler failed; the log names it. Do not catch it: the host's reply makes the gateway send the message
    /// again.</exception>
    public async Task<CallbackVerdict> DispatchAsync(
        StatusNotification notification, string topic, string content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(content);
        var run = _memory.JoinAsync(topic, content, delivery => StartAsync(delivery, notification, cancellationToken), out var isFirst);
        if (run is null) return CallbackVerdict.Duplicate;
        var verdict = await run.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (verdict == CallbackVerdict.Failed) throw new NotificationHandlerFailedException();
        return verdict == CallbackVerdict.Handled && !isFirst ? CallbackVerdict.Duplicate : verdict;
    }

    private async Task<CallbackVerdict> StartAsync(
        NotificationMemory.RememberedDelivery delivery, StatusNotification notification, CancellationToken cancellationToken)
    {
        // Handlers that hang outlive their requests, so their number is limited.
        if (Interlocked.Increment(ref _running) > MaxParallel)
        {
            Interlocked.Decrement(ref _running);
            ClientLog.TooMany(_logger, _client);
            return CallbackVerdict.Failed;
        }

        try
        {
            return await NotifyAllAsync(delivery, notification, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task<CallbackVerdict> NotifyAllAsync(
        NotificationMemory.RememberedDelivery delivery, StatusNotification notification, CancellationToken cancellationToken)
    {
        // The caller holds the memory's lock, which must not be held while handlers run.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var count = CountHandlers();
        if (count == 0)
        {
            if (Interlocked.Exchange(ref _hasWarned, 1) == 0) ClientLog.NoHandler(_logger, _client);
            return CallbackVerdict.Ignored;
        }

        // This code no longer runs on the caller's thread: a single handler delays no other.
        var isHandled = count == 1
            ? await NotifyAsync(delivery, 0, notification, cancellationToken).ConfigureAwait(false)
            : await NotifyInParallelAsync(delivery, count, notification, cancellationToken).ConfigureAwait(false);
        if (!isHandled) return CallbackVerdict.Failed;
        _memory.Complete(delivery);
        return CallbackVerdict.Handled;
    }

    private async Task<bool> NotifyInParallelAsync(
        NotificationMemory.RememberedDelivery delivery, int count, StatusNotification notification, CancellationToken cancellationToken)
    {
        var calls = Enumerable.Range(0, count)
            .Where(index => !delivery.WasHandledBy(index))
            .Select(index => Task.Run(() => NotifyAsync(delivery, index, notification, cancellationToken), CancellationToken.None))
            .ToArray();
        var results = await Task.WhenAll(calls).ConfigureAwait(false);
        return results.All(isHandled => isHandled);
    }

    private async Task<bool> NotifyAsync(
        NotificationMemory.RememberedDelivery delivery, int index, StatusNotification notification, CancellationToken cancellationToken)
    {
        Type handler = typeof(IStatusNotificationHandler);
        try
        {
            var scope = _scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                var own = scope.ServiceProvider.GetServices<IStatusNotificationHandler>().ElementAt(index);
                handler = own.GetType();
                await own.HandleAsync(notification, cancellationToken).ConfigureAwait(false);
            }

            delivery.MarkHandledBy(index);
            return true;
        }
        catch (Exception exception)
        {
            if (!HostDisposal.Of(_services)) ClientLog.HandlerFailed(_logger, _client, handler, exception);
            return false;
        }
    }

    // Registrations do not change, and counting them creates every handler.
    private int CountHandlers()
    {
        if (Volatile.Read(ref _count) is > 0 and var known) return known;
        using var scope = _scopes.CreateScope();
        var count = scope.ServiceProvider.GetServices<IStatusNotificationHandler>().Count();
        Volatile.Write(ref _count, count);
        return count;
    }
}
