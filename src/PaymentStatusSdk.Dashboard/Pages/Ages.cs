namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The ages by which the list is filtered.</summary>
internal static class Ages
{
    /// <summary>The names in addresses, with their texts and limits.</summary>
    public static IReadOnlyList<(string Name, string Text, TimeSpan Limit, bool IsOlder)> All { get; } =
    [
        ("hour", "Last hour", TimeSpan.FromHours(1), false),
        ("day", "Last 24 hours", TimeSpan.FromDays(1), false),
        ("week", "Last 7 days", TimeSpan.FromDays(7), false),
        ("over-hour", "Older than 1 hour", TimeSpan.FromHours(1), true),
        ("over-day", "Older than 24 hours", TimeSpan.FromDays(1), true),
        ("over-week", "Older than 7 days", TimeSpan.FromDays(7), true),
    ];

    /// <summary>Returns the times at which a payment of this age was tracked.</summary>
    public static (DateTimeOffset? From, DateTimeOffset? Before) Range(string? name, DateTimeOffset now)
    {
        var age = All.FirstOrDefault(one => one.Name == name);
        return age.Name is null ? (null, null) : age.IsOlder ? (null, now - age.Limit) : (now - age.Limit, null);
    }
}
