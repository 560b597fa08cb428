using System.Globalization;
using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary>The progress of a watch, for one line on a terminal. Immutable.</summary>
/// <param name="Payment">The client and the reference.</param>
/// <param name="StartedAt">The start of the watch.</param>
/// <param name="EndsAt">The time of the last query.</param>
internal sealed record WatchProgress(string Payment, DateTimeOffset StartedAt, DateTimeOffset EndsAt)
{
    /// <summary>The result of the last query.</summary>
    public string State { get; init; } = "-";

    /// <summary>The number of queries that have ended.</summary>
    public int Queries { get; init; }

    /// <summary>The time of the next query; null while one runs.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Returns the progress while a query runs.</summary>
    public WatchProgress Began() => this with { NextAt = null };

    /// <summary>Returns the progress after a query.</summary>
    public WatchProgress Ended(string state, PollingSchedule schedule, TimeSpan retryAfter, DateTimeOffset now)
    {
        var delay = schedule.DelayAfter(Queries + 1, random: 0);
        var next = now + (retryAfter > delay ? retryAfter : delay);
        return this with { State = state, Queries = Queries + 1, NextAt = next < EndsAt ? next : EndsAt };
    }

    /// <summary>Returns the line at a time.</summary>
    public string Line(DateTimeOffset now)
    {
        var next = NextAt is not { } at ? "querying"
            : Queries > 0 && at >= EndsAt && now >= EndsAt ? "last query"
            : Invariant($"next query in {Math.Max(0, (int)Math.Ceiling((at - now).TotalSeconds))} s");
        return $"{Payment}  {State}  {next}  {Show(now - StartedAt)} of {Show(EndsAt - StartedAt)}";
    }

    private static string Show(TimeSpan time) =>
        time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
