namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>PostgreSQL counts microseconds, .NET tenths of them: what is stored is rounded up and what it is compared with down, so that nothing is due too early.</summary>
internal static class StoredTime
{
    public static DateTimeOffset Up(DateTimeOffset time)
    {
        var rest = time.UtcTicks % TimeSpan.TicksPerMicrosecond;
        return rest == 0 || time.UtcTicks > DateTime.MaxValue.Ticks - TimeSpan.TicksPerMicrosecond
            ? time.ToUniversalTime() : new DateTimeOffset(time.UtcTicks - rest + TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }

    public static DateTimeOffset? Up(DateTimeOffset? time) => time is { } some ? Up(some) : null;
}
