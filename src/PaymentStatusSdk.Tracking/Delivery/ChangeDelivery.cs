using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>The progress of one try of a delivery. Not thread-safe.</summary>
internal sealed class ChangeDelivery(ClaimedChange claim)
{
    private DateTimeOffset _now;

    public ClaimedChange Claim => claim;

    public List<string> CompletedHandlers { get; private init; } = [.. claim.CompletedHandlers];

    /// <summary>The last failure of a handler.</summary>
    public Type? Error { get; set; }

    public bool HasStarted { get; set; }

    /// <summary>Whether the host stops, or the lease has expired, while handlers remain to be called.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Whether a handler still ran when the host's time to stop was over.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Whether another instance delivers the change now.</summary>
    public bool IsLost { get; set; }

    /// <summary>The failure of the store for which no handler is to blame: the rest of the delivery is tried again later.</summary>
    public Type? Postponement { get; set; }

    /// <summary>Whether no other handler remains to be called.</summary>
    public bool IsLastHandler { get; set; }

    /// <summary>Whether the transaction of a handler has written the whole delivery.</summary>
    public bool IsWritten { get; private set; }

    public bool IsBrokenOff => IsStopped || IsLeft || IsLost || Postponement is not null;

    /// <summary>Returns a copy for a handler, which may still run when this try has ended.</summary>
    public ChangeDelivery Snapshot(DateTimeOffset now) =>
        new(claim) { CompletedHandlers = [.. CompletedHandlers], Error = Error, IsLastHandler = IsLastHandler, _now = now };

    /// <summary>Returns what to commit together with the writes of a handler.</summary>
    public DeliveryCommit CommitOf(string handler)
    {
        var delivered = DeliveryRules.Delivered(claim, [.. CompletedHandlers, handler], _now);
        return IsLastHandler && Error is null
            ? delivered
            : delivered with { Status = DeliveryStatus.Pending, DeliveredAt = null, KeepsClaim = true };
    }

    /// <summary>Records a handler that has completed the change; returns false when there was none.</summary>
    public bool Complete(string? name, bool isWritten)
    {
        if (name is not null && !CompletedHandlers.Contains(name)) CompletedHandlers.Add(name);
        IsWritten = isWritten && IsLastHandler && Error is null;
        return name is not null;
    }
}
