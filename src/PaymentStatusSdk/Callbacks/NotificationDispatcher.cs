using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>Hands the verified notifications of one client to every <see cref="IStatusNotificationHandler"/>. An adapter keeps one.</summary>
/// <remarks>
/// At least once: a message counts as handled when every handler took it. Until then the gateway is asked to send it again, and the handlers
/// that took it are spared. Handlers run side by side, each in a scope of its own, so that none can hold up another. What was handled is
/// remembered for a while and in bounded number, so that a replay costs one query at most. Thread-safe.
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

    /// <summary>Tells all handlers, unless this is the message that they took last on its topic.</summary>
    /// <param name="notification">Made from a message whose sender was verified.</param>
    /// <param name="topic">
    /// What the message is about: exactly what its signature covers, so that no unsigned field makes a new topic. At most 4,096 topics are remembered.
    /// </param>
    /// <param name="content">
    /// What tells one message on a topic from the next; a hash, if it is long. It may be unsigned: of the messages on one topic at most 16 are
    /// handled before the topic is forgotten, and further ones are duplicates.
    /// </param>
    /// <param name="cancellationToken">Fires when the time for an acknowledgement is up. A handler may go on after that.</param>
    /// <returns>Handled; Duplicate when it was before; Ignored when there is no handler.</returns>
    /// <exception cref="OperationCanceledException">The time was up.</exception>
    /// <exception cref="Exception">A handler failed; the log tells which. Let it through: the host answers so that the gateway tries again.</exception>
    public async Task<CallbackVerdict> DispatchAsync(
        StatusNotification notification, string topic, string content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(content);
        var run = _memory.JoinAsync(topic, content, delivery => StartAsync(delivery, notification, cancellationToken), out var isFirst);
        if (run is null) return CallbackVerdict.Duplicate;
        var verdict = await run.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (verdict == CallbackVerdict.Failed) throw new NotificationNotTakenException();
        return verdict == CallbackVerdict.Handled && !isFirst ? CallbackVerdict.Duplicate : verdict;
    }

    private async Task<CallbackVerdict> StartAsync(NotificationMemory.RememberedDelivery delivery, StatusNotification notification, CancellationToken cancellationToken)
    {
        // Handlers that hang outlive their requests.
        if (Interlocked.Increment(ref _running) > MaxParallel)
        {
            Interlocked.Decrement(ref _running);
            CallbackLog.TooMany(_logger, _client);
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

    private async Task<CallbackVerdict> NotifyAllAsync(NotificationMemory.RememberedDelivery delivery, StatusNotification notification, CancellationToken cancellationToken)
    {
        // The lock of the memory is held by whoever started this.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var count = CountHandlers();
        if (count == 0)
        {
            if (Interlocked.Exchange(ref _hasWarned, 1) == 0) CallbackLog.NoHandler(_logger, _client);
            return CallbackVerdict.Ignored;
        }

        // This runs on a thread of its own by now: a lone handler has nobody to hold up.
        var isTaken = count == 1
            ? await NotifyAsync(delivery, 0, notification, cancellationToken).ConfigureAwait(false)
            : await NotifyInParallelAsync(delivery, count, notification, cancellationToken).ConfigureAwait(false);
        if (!isTaken) return CallbackVerdict.Failed;
        _memory.Complete(delivery);
        return CallbackVerdict.Handled;
    }

    private async Task<bool> NotifyInParallelAsync(
        NotificationMemory.RememberedDelivery delivery, int count, StatusNotification notification, CancellationToken cancellationToken)
    {
        var calls = Enumerable.Range(0, count)
            .Where(index => !delivery.WasTaken(index))
            .Select(index => Task.Run(() => NotifyAsync(delivery, index, notification, cancellationToken), CancellationToken.None))
            .ToArray();
        var taken = await Task.WhenAll(calls).ConfigureAwait(false);
        return taken.All(isTaken => isTaken);
    }

    private async Task<bool> NotifyAsync(NotificationMemory.RememberedDelivery delivery, int index, StatusNotification notification, CancellationToken cancellationToken)
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

            delivery.Take(index);
            return true;
        }
        catch (Exception exception)
        {
            if (!HostDisposal.Of(_services)) CallbackLog.HandlerFailed(_logger, _client, handler, exception);
            return false;
        }
    }

    // Registrations do not change, and to count them means to make them all.
    private int CountHandlers()
    {
        if (Volatile.Read(ref _count) is > 0 and var known) return known;
        using var scope = _scopes.CreateScope();
        var count = scope.ServiceProvider.GetServices<IStatusNotificationHandler>().Count();
        Volatile.Write(ref _count, count);
        return count;
    }
}
