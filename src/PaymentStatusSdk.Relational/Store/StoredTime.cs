namespace PaymentStatusSdk.Relational.Store;

/// <summary>
/// Rounds stored times up to microseconds; the times they are compared with are truncated by the dialects, so nothing is due too early.
/// </summary>
internal static class StoredTime
{
    public static DateTimeOffset Up(DateTimeOffset time)
    {
        var excess = time.UtcTicks % TimeSpan.TicksPerMicrosecond;
        return excess == 0 || time.UtcTicks > DateTime.MaxValue.Ticks - TimeSpan.TicksPerMicrosecond
            ? time.ToUniversalTime() : new DateTimeOffset(time.UtcTicks - excess + TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }

    public static DateTimeOffset? Up(DateTimeOffset? time) => time is { } some ? Up(some) : null;
}
