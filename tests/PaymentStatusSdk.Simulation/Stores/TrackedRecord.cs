using System.Text.Json;
using PaymentStatusSdk.Simulation.Checking;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>A row of the store model: the columns that decide, and the document.</summary>
internal sealed class TrackedRecord(long id, string clientName, Order order)
{
    private readonly List<ChangeRecord> _changes = [];
    private byte[] _document = [];
    private TrackedTransaction? _read;

    public long Id => id;

    public string ClientName => clientName;

    /// <summary>The order whose payment the row tracks.</summary>
    public Order Order => order;

    /// <summary>When the row was added, by the time of the world.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>The notes of the rules about the row.</summary>
    public RowMemory Memory { get; } = new();

    public TrackingStatus Status { get; private set; }

    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset DeadlineAt { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public bool IsLeased { get; private set; }

    public long Fence { get; private set; }

    public long Wakes { get; private set; }

    public long Sequence { get; private set; }

    public TransactionKeys Keys { get; private set; }

    /// <summary>The instance that made the last claim.</summary>
    public Instance? Holder { get; private set; }

    /// <summary>When the lease began, or was last renewed.</summary>
    public DateTimeOffset LeasedAt { get; set; }

    /// <summary>All changes, as the invariants examine them.</summary>
    public IReadOnlyList<(PendingChange Change, DeliveryStatus Status, DateTimeOffset? DueAt)> Changes =>
        [.. _changes.Select(change => (change.ToPending(), change.Status, change.DueAt))];

    /// <summary>The changes that are not delivered yet.</summary>
    public List<ChangeRecord> Pending { get; } = [];

    /// <summary>The number of parked changes.</summary>
    public int Parked { get; set; }

    public PaymentState State { get; private set; }

    public Finality Finality { get; private set; }

    public StoredRow ToStored() =>
        new(Id, ClientName, Status, DueAt, DeadlineAt, IsLeased, Fence, Wakes, Sequence, Keys);

    /// <summary>Returns the transaction as a store reads it. The document is read once: records are immutable.</summary>
    public TrackedTransaction ToTransaction() => (_read ??= JsonSerializer.Deserialize(_document, StoredJson.Transaction)!) with
    {
        Id = Id,
        Status = Status,
        NextCheckAt = DueAt,
        DeadlineAt = DeadlineAt,
        Sequence = Sequence,
        CompletedAt = CompletedAt,
    };

    public void Write(RowUpdate update)
    {
        var row = update.Transaction;
        var isDuplicate = row.Status == TrackingStatus.Duplicate;
        (Status, DeadlineAt, CompletedAt, Sequence) = (row.Status, row.DeadlineAt, row.CompletedAt, row.Sequence);
        (IsLeased, Holder) = (false, null);
        (Fence, Wakes) = (update.Fence, update.Wakes);
        Keys = isDuplicate ? update.Keys with { GatewayKey = null } : update.Keys;
        // Stores derive from the status when a row is due. Here the rules say it, and violate an invariant if that does not fit the status.
        DueAt = row.NextCheckAt;
        (State, Finality) = (row.Belief?.State ?? PaymentState.Unknown, row.Belief?.Finality ?? Finality.Unknown);
        (_document, _read) = (JsonSerializer.SerializeToUtf8Bytes(row, StoredJson.Transaction), null);
    }

    public void Add(ChangeRecord change)
    {
        _changes.Add(change);
        Pending.Add(change);
    }

    public void Remove(ChangeRecord change) => _changes.Remove(change);

    public void Claim(Instance holder, DateTimeOffset now, DateTimeOffset until)
    {
        (Holder, LeasedAt, DueAt, IsLeased) = (holder, now, until, true);
        Fence++;
    }

    public void Wake(WakeDecision decision)
    {
        Status = TrackingStatus.Active;
        Wakes++;
        (DueAt, DeadlineAt) = (decision.DueAt, decision.DeadlineAt);
    }

    public void Stop(DateTimeOffset now)
    {
        (Status, DueAt, IsLeased, Holder, CompletedAt) = (TrackingStatus.Stopped, null, false, null, now);
        Fence++;
    }

    /// <summary>Removes the gateway key, which another row receives.</summary>
    public void ReleaseKey() => Keys = Keys with { GatewayKey = null };
}
