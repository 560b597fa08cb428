namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The times that a store knows. Immutable.</summary>
public sealed record StoreTime
{
    /// <summary>The time of the database's own clock (UTC); null for a database without one, which runs on the clock of the machine.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The newest time that a process has noted (UTC); null before the first one, and with <see cref="Now"/>.</summary>
    public DateTimeOffset? NewestAt { get; init; }

    /// <summary>When a process last accepted a time that <see cref="NewestAt"/> did not lead up to (UTC); null when none has.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }
}
