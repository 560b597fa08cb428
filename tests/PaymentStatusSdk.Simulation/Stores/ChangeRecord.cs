using System.Text.Json;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>A change of the store model.</summary>
internal sealed class ChangeRecord(int number, StatusChange change, TrackedRecord row)
{
    private readonly byte[] _document = JsonSerializer.SerializeToUtf8Bytes(change, StoredJson.Change);

    /// <summary>The number of the change in the world's log: ids are random.</summary>
    public int Number => number;

    public Guid Id { get; } = change.Id;

    public long Sequence { get; } = change.Sequence;

    public StatusChangeKind Kind { get; } = change.Kind;

    public TrackedRecord Row => row;

    public DeliveryStatus Status { get; set; } = DeliveryStatus.Pending;

    public DateTimeOffset? DueAt { get; set; }

    public bool IsLeased { get; set; }

    public bool IsHead { get; set; }

    public long Fence { get; set; }

    public int Tries { get; set; }

    public IReadOnlyList<string> CompletedHandlers { get; set; } = [];

    public DateTimeOffset? DeliveredAt { get; set; }

    public string? LastError { get; set; }

    public Instance? Holder { get; set; }

    public DateTimeOffset LeasedAt { get; set; }

    public StatusChange ToChange() => JsonSerializer.Deserialize(_document, StoredJson.Change)! with { Id = Id };

    public PendingChange ToPending() => new(Id, Row.Id, Sequence, IsLeased, IsHead);
}
