namespace PaymentStatusSdk.Invariants;

/// <summary>The settings of tracking on which the invariants depend. The defaults are those of tracking.</summary>
public sealed record InvariantSettings
{
    /// <summary>The longest delay of a check that a wake-up causes: <c>NotificationInterval</c>.</summary>
    public TimeSpan MaxWakeDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest delay of the first recheck after a wake-up, with jitter.</summary>
    public TimeSpan MaxRecheckDelay { get; init; } = TimeSpan.FromSeconds(11);

    /// <summary>How long the gateway has to answer after the first query at or after the deadline.</summary>
    public TimeSpan DeadlineSlack { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest pause of a client that accepts no queries, which also delays checks that were claimed before it.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The number of tries after which a change is parked.</summary>
    public int MaxDeliveryTries { get; init; } = 12;

    /// <summary>The names of all handlers: a change is delivered when each of them has completed it.</summary>
    public IReadOnlyList<string> Handlers { get; init; } = [""];

    /// <summary>
    /// How long a delivery waits for a handler. After that time it is abandoned: its change counts as failed while it still runs. Null when
    /// no handler exceeds it.
    /// </summary>
    public TimeSpan? MaxHandlerTime { get; init; }

    /// <summary>The largest difference between the clock of an instance and the database's at which the instance works.</summary>
    public TimeSpan MaxClockDifference { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the events contain everything that happened. A log lacks calls whose end no process saw.</summary>
    public bool SeesEveryEvent { get; init; }

    /// <summary>Whether each commit contains the answer to its query. A real worker may release the claim after the answer.</summary>
    public bool CommitsEveryAnswer { get; init; }

    /// <summary>Whether the comparison of gateway references ignores case.</summary>
    public StringComparison ReferenceComparison { get; init; } = StringComparison.Ordinal;

    internal int AllHandlers => (1 << Handlers.Count) - 1;

    /// <summary>Returns the bit of a handler.</summary>
    internal int BitOf(string handler)
    {
        for (var index = 0; index < Handlers.Count; index++)
        {
            if (Handlers[index] == handler) return 1 << index;
        }

        throw new ArgumentException($"There is no handler {handler}.", nameof(handler));
    }
}
