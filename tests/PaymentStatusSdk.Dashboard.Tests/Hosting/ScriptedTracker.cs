using System.Data.Common;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>A tracker with one payment, which answers what a test says and notes what it is asked for.</summary>
internal sealed class ScriptedTracker : ITransactionTracker
{
    /// <summary>The payment; null when there is none.</summary>
    public TrackedTransaction? Payment { get; set; } = Sample.Payment;

    /// <summary>The result of every action.</summary>
    public bool IsDone { get; set; } = true;

    /// <summary>The failure of every action; null when there is none.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Called by each action before it ends.</summary>
    public Action OnAction { get; set; } = () => { };

    /// <summary>Called by each list before it ends.</summary>
    public Action OnList { get; set; } = () => { };

    public TrackedPage Page { get; set; } = new([], null);

    public StatusChangePage Changes { get; set; } = new([], null);

    /// <summary>The actions, with all that was passed to them.</summary>
    public List<object> Actions { get; } = [];

    public List<TrackedFilter> Filters { get; } = [];

    public List<StatusChangeFilter> ChangeFilters { get; } = [];

    public Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, TrackingPolicy? policy = null, CancellationToken cancellationToken = default)
    {
        Note(("track", clientName, query, policy));
        return Task.FromResult(Payment!);
    }

    public Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, DbTransaction transaction, TrackingPolicy? policy = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Payment?.Id == id ? Payment : null);

    public Task<TrackedTransaction?> FindAsync(
        string clientName, TransactionQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken = default)
    {
        Filters.Add(filter);
        OnList();
        return Task.FromResult(Page);
    }

    public Task<bool> CheckNowAsync(long id, CancellationToken cancellationToken = default) => Act(("check", id));

    public Task<bool> StopAsync(long id, CancellationToken cancellationToken = default) => Act(("stop", id));

    public Task<bool> ResolveAsync(
        long id, string reason, string resolvedBy, long? expectedSequence = null, CancellationToken cancellationToken = default) =>
        Act(("resolve", id, reason, resolvedBy, expectedSequence));

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken = default)
    {
        ChangeFilters.Add(filter);
        return Task.FromResult(Changes);
    }

    public Task<bool> RedeliverAsync(Guid changeId, CancellationToken cancellationToken = default) => Act(("redeliver", changeId));

    private Task<bool> Act(object action)
    {
        Note(action);
        return Task.FromResult(IsDone);
    }

    private void Note(object action)
    {
        Actions.Add(action);
        OnAction();
        if (Failure is not null) throw Failure;
    }
}
