using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>A wake-up as it is written: the row is active.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Wakes">The new count of wakes.</param>
internal sealed record WakeUpdate(WakeDecision Decision, long Wakes)
{
    public static readonly SqlColumn<WakeUpdate>[] Columns =
    [
        new("id", SqlType.Number, wake => wake.Decision.Id) { IsKey = true },
        new("status", SqlType.Name, static _ => nameof(TrackingStatus.Active)),
        new("wakes", SqlType.Number, wake => wake.Wakes),
        new("due_at", SqlType.Time, wake => StoredTime.Up(wake.Decision.DueAt)),
        new("deadline_at", SqlType.Time, wake => StoredTime.Up(wake.Decision.DeadlineAt)),
    ];

    public static WakeUpdate[] Of(IEnumerable<WakeDecision> decisions, IEnumerable<StoredRow> rows)
    {
        var wakes = rows.ToDictionary(row => row.Id, row => row.Wakes);
        return [.. decisions.Select(decision => new WakeUpdate(decision, wakes[decision.Id] + 1))];
    }
}
