namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The times that a store provides. Immutable.</summary>
public sealed record StoreTime
{
    /// <summary>The time of the database's own clock (UTC); null for a database without one, which uses the clock of the machine.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The newest time that a process has noted (UTC); null before the first, and when <see cref="Now"/> is set.</summary>
    public DateTimeOffset? NewestAt { get; init; }

    /// <summary>When a process last accepted a time that is not consistent with <see cref="NewestAt"/> (UTC); null when none has.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }
}
