using System.Text.Json.Serialization;

namespace PaymentStatusSdk;

/// <summary>How long after a payment is settled it is worth asking whether it was refunded or charged back.</summary>
/// <remarks>
/// Immutable, thread-safe, equal by value, usable from JSON. For gateways whose answers show refunds and chargebacks (<see cref="GatewayCapabilities.ReportsRefunds"/>,
/// <see cref="GatewayCapabilities.ReportsChargebacks"/>) that no message may announce. Only tracking goes by it.
/// </remarks>
public sealed record SettledSchedule
{
    /// <summary>How many ages a schedule has at most: 8. Each is one query of every payment.</summary>
    public const int MaxChecks = 8;

    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(366);

    /// <summary>Creates a schedule: <c>new SettledSchedule(TimeSpan.FromDays(30), TimeSpan.FromDays(120))</c>.</summary>
    /// <param name="ages">The times after the payment was settled, ascending; more than zero and at most 366 days each. Empty: it is not asked again.</param>
    /// <exception cref="ArgumentException"><paramref name="ages"/> are more than 8, out of range, or not ascending.</exception>
    [JsonConstructor]
    public SettledSchedule(params IReadOnlyList<TimeSpan> ages)
    {
        // Null is what generated JSON code passes when the member is missing in the text.
        ages ??= [];
        if (ages.Count > MaxChecks) throw new ArgumentException($"A settled schedule has at most {MaxChecks} ages; this one has {ages.Count}.", nameof(ages));
        var last = TimeSpan.Zero;
        foreach (var age in ages)
        {
            if (age <= last || age > LongestAge) throw new ArgumentException($"Ages ascend, from more than zero to at most 366 days; {age} follows {last}.", nameof(ages));
            last = age;
        }

        Ages = Array.AsReadOnly<TimeSpan>([.. ages]);
    }

    /// <summary>A settled payment is not asked for again, unless a message of the gateway's opens it.</summary>
    public static SettledSchedule None { get; } = new();

    /// <summary>The times after the payment was settled, ascending.</summary>
    public IReadOnlyList<TimeSpan> Ages { get; }

    /// <summary>The first age that is more than this one; null when there is none.</summary>
    /// <param name="age">How long the payment has been settled.</param>
    public TimeSpan? AgeAfter(TimeSpan age)
    {
        foreach (var next in Ages)
        {
            if (next > age) return next;
        }

        return null;
    }

    /// <summary>Equal when the ages are, one by one.</summary>
    public bool Equals(SettledSchedule? other) => other is not null && Ages.SequenceEqual(other.Ages);

    /// <inheritdoc/>
    public override int GetHashCode() => Ages.Aggregate(Ages.Count, HashCode.Combine);

    /// <summary>The ages.</summary>
    public override string ToString() => Ages.Count == 0 ? "never" : string.Join(", ", Ages);
}
