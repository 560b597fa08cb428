using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Saving;

/// <summary>The calls of <c>TrackPayment</c> that a context has not saved. Like its context, it is not thread-safe.</summary>
internal sealed class PendingTrackings
{
    private static readonly ConditionalWeakTable<DbContext, PendingTrackings> Contexts = [];

    private readonly DbContextId _lease;
    private readonly List<PendingTracking> _calls = [];
    private AutoTransactionBehavior? _replacedBehavior;

    private PendingTrackings(DbContextId lease) => _lease = lease;

    public bool IsEmpty => _calls.Count == 0;

    /// <summary>The transaction of the context in which the running save has written the calls; null before that.</summary>
    public Guid? WrittenIn { get; private set; }

    /// <summary>Returns the calls of a context. Calls that were made before the context returned to its pool are forgotten.</summary>
    public static PendingTrackings Of(DbContext context)
    {
        if (Contexts.TryGetValue(context, out var known) && known._lease == context.ContextId) return known;
        var pending = new PendingTrackings(context.ContextId);
        Contexts.AddOrUpdate(context, pending);
        return pending;
    }

    /// <summary>Returns the calls of a context; null when there are none.</summary>
    public static PendingTrackings? FindOf(DbContext? context) =>
        context is not null && Contexts.TryGetValue(context, out var known) && known._lease == context.ContextId && !known.IsEmpty
            ? known
            : null;

    public void Add(PendingTracking call) => _calls.Add(call);

    /// <summary>Removes the calls that were made in another transaction than the current one, and returns them.</summary>
    public IReadOnlyList<PendingTracking> RemoveStale(Guid? current)
    {
        var stale = _calls.Where(call => call.DatabaseTransaction is { } begun && begun != current).ToArray();
        _calls.RemoveAll(stale.Contains);
        return stale;
    }

    /// <summary>Begins a save. Without an open transaction, the save must begin one, even for a single statement.</summary>
    public void Begin(DbContext context)
    {
        Reset();
        if (context.Database.CurrentTransaction is not null) return;
        _replacedBehavior ??= context.Database.AutoTransactionBehavior;
        context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    /// <summary>Writes the calls in a transaction of the context.</summary>
    public async Task WriteAsync(ITransactionTracker tracker, DbTransaction transaction, Guid id, CancellationToken cancellationToken)
    {
        foreach (var call in _calls)
        {
            call.Transaction = await tracker.TrackAsync(call.ClientName, call.Query, transaction, call.Policy, cancellationToken)
                .ConfigureAwait(false);
        }

        WrittenIn = id;
    }

    /// <summary>Ends a save, successful or not.</summary>
    public void End(DbContext context)
    {
        if (_replacedBehavior is { } replaced) context.Database.AutoTransactionBehavior = replaced;
        _replacedBehavior = null;
    }

    /// <summary>Notes that the save was undone, so that the calls are to be written again.</summary>
    public void Reset()
    {
        WrittenIn = null;
        foreach (var call in _calls) call.Transaction = null;
    }

    /// <summary>Forgets calls that share the fate of the saved changes from now on.</summary>
    public void Clear() => _calls.Clear();
}
