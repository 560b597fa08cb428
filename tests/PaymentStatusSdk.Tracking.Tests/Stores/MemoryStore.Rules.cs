using System.Text.Json;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

/// <content>The contract for single rows.</content>
internal sealed partial class MemoryStore
{
    private CommitOutcome Commit(CheckCommit commit, DateTimeOffset now)
    {
        if (_rows.GetValueOrDefault(commit.Transaction.Id) is not { IsLeased: true } row || row.Fence != commit.Fence)
            return CommitOutcome.Lost;
        row.IsLeased = false;
        var others = _rows.Values.Where(other => other != row && other.Document.ClientName == row.Document.ClientName
            && other.Document.Status != TrackingStatus.Duplicate);
        if (commit.Keys.GatewayKey is { } key && others.Any(other => other.Keys.GatewayKey == key))
        {
            row.Document = row.Document with { Status = TrackingStatus.Duplicate, NextCheckAt = null, CompletedAt = now };
            return CommitOutcome.Duplicate;
        }

        var deadline = row.Document.DeadlineAt;
        row.Document = Copy(commit.Transaction);
        row.Keys = commit.Keys;
        if (row.Wakes != commit.Wakes)
        {
            row.Document = row.Document with
            {
                Status = TrackingStatus.Active,
                NextCheckAt = commit.DueIfWoken ?? now,
                DeadlineAt = deadline > row.Document.DeadlineAt ? deadline : row.Document.DeadlineAt,
            };
        }

        foreach (var change in commit.Changes) Add(change, now);
        return CommitOutcome.Written;
    }

    private bool Resolve(long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now)
    {
        if (_rows.GetValueOrDefault(id) is not { } row || resolve(row.Document) is not { } change) return false;
        row.Document = Copy(change.Transaction);
        row.Fence++;
        row.IsLeased = false;
        Add(change, now);
        return true;
    }

    private void Add(StatusChange change, DateTimeOffset now) => _changes.Add(
        change.Id, new Change
        {
            Delivery = new StatusChangeDelivery { Change = Copy(change), Status = DeliveryStatus.Pending, NextTryAt = now },
        });

    private Row? Same(string clientName, TransactionKeys keys)
    {
        var rows = _rows.Values.Where(row => row.Document.ClientName == clientName && row.Document.Status != TrackingStatus.Duplicate)
            .ToList();
        if (keys.GatewayKey is { } key && rows.FirstOrDefault(row => row.Keys.GatewayKey == key) is { } known) return known;
        var same = rows
            .Where(row => keys.MerchantKey is not null && row.Keys.MerchantKey == keys.MerchantKey)
            .Where(row => row.Keys.GatewayKey is null || keys.GatewayKey is null)
            .Where(row => row.Keys.IsByMerchantReference || keys.IsByMerchantReference).ToList();
        return same.Count == 1 ? same[0] : null;
    }

    private static WakeCandidate CandidateOf(Row row) => new WakeCandidate(
        row.Document.Id, row.Document.Status, row.Document.NextCheckAt, row.Document.DeadlineAt, row.IsLeased, row.Keys).With(row.Document);

    private async Task<T> DoAsync<T>(string method, Func<T> act)
    {
        _calls.AddOrUpdate(method, 1, (_, count) => count + 1);
        if (Before is { } before) await before(method);
        lock (_lock) return act();
    }

    private void Hint(WorkHint hint)
    {
        Action<WorkHint>[] listeners;
        lock (_lock) listeners = [.. _listeners];
        Array.ForEach(listeners, listener => listener(hint));
    }

    private static TrackedTransaction Copy(TrackedTransaction row) => JsonSerializer.Deserialize(
        JsonSerializer.Serialize(row, TrackingJsonContext.Default.TrackedTransaction), TrackingJsonContext.Default.TrackedTransaction)!;

    private static StatusChange Copy(StatusChange change) => JsonSerializer.Deserialize(
        JsonSerializer.Serialize(change, TrackingJsonContext.Default.StatusChange), TrackingJsonContext.Default.StatusChange)!;

    private sealed class Row
    {
        public required TrackedTransaction Document { get; set; }

        public TransactionKeys Keys { get; set; }

        public long Fence { get; set; }

        public long Wakes { get; set; }

        public bool IsLeased { get; set; }
    }

    private sealed class Change
    {
        public required StatusChangeDelivery Delivery { get; set; }

        public long Fence { get; set; }

        public bool IsLeased { get; set; }

        public IReadOnlyList<string> CompletedHandlers { get; set; } = [];
    }

    private sealed class Listening(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
