using System.Text.Json.Serialization;

namespace PaymentStatusSdk;

/// <summary>The times after the settlement of a payment at which tracking checks for refunds and chargebacks.</summary>
/// <remarks>
/// For gateways whose answers report refunds or chargebacks (<see cref="GatewayCapabilities.ReportsRefunds"/>,
/// <see cref="GatewayCapabilities.ReportsChargebacks"/>) but that do not reliably notify of them. Only tracking uses it. Immutable,
/// thread-safe, equal by value, serializable as JSON.
/// </remarks>
public sealed record SettledSchedule
{
    /// <summary>The maximum number of times in a schedule: 8. Each of them causes one query for every payment.</summary>
    public const int MaxChecks = 8;

    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(366);

    /// <summary>Creates a schedule: <c>new SettledSchedule(TimeSpan.FromDays(30), TimeSpan.FromDays(120))</c>.</summary>
    /// <param name="ages">The times after the settlement, ascending; each more than zero and at most 366 days. Empty means no
    /// checks.</param>
    /// <exception cref="ArgumentException">There are more than 8 ages, or they are out of range or not ascending.</exception>
    [JsonConstructor]
    public SettledSchedule(params IReadOnlyList<TimeSpan> ages)
    {
        // Source-generated JSON code passes null when the member is missing in the JSON.
        ages ??= [];
        if (ages.Count > MaxChecks)
            throw new ArgumentException($"A settled schedule can have at most {MaxChecks} ages; this one has {ages.Count}.", nameof(ages));
        var copy = new TimeSpan[ages.Count];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = ages[i];
            var last = i == 0 ? TimeSpan.Zero : copy[i - 1];
            if (copy[i] <= last || copy[i] > LongestAge)
                throw new ArgumentException(
                    $"Ages must ascend, from more than zero to at most 366 days; {copy[i]} follows {last}.", nameof(ages));
        }

        Ages = Array.AsReadOnly(copy);
    }

    /// <summary>No checks of a settled payment, unless a message from the gateway reopens it.</summary>
    public static SettledSchedule None { get; } = new();

    /// <summary>The times after the settlement of the payment, ascending.</summary>
    public IReadOnlyList<TimeSpan> Ages { get; }

    /// <summary>Returns the first age that is greater than this one; null when there is none.</summary>
    /// <param name="age">The time since the settlement of the payment.</param>
    public TimeSpan? AgeAfter(TimeSpan age)
    {
        foreach (var next in Ages)
        {
            if (next > age) return next;
        }

        return null;
    }

    /// <summary>Compares the ages, item by item.</summary>
    public bool Equals(SettledSchedule? other) => other is not null && Ages.SequenceEqual(other.Ages);

    /// <inheritdoc/>
    public override int GetHashCode() => Ages.Aggregate(Ages.Count, HashCode.Combine);

    /// <summary>Returns the ages.</summary>
    public override string ToString() => Ages.Count == 0 ? "never" : string.Join(", ", Ages);
}
