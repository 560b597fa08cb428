namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>The result of a claim: the claimed items, and the unreadable ones that it left out.</summary>
/// <param name="Items">The claimed items.</param>
/// <param name="LeftOut">The items that are deferred by <see cref="RetryDelay"/>, and why they cannot be read.</param>
internal sealed record SqliteClaimed<T>(List<T> Items, List<SqliteUnreadableException> LeftOut)
{
    /// <summary>How long an unreadable item is deferred, so that it does not block the queue.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromHours(1);

    /// <summary>Repeats the claim while it finds only unreadable items: readable ones may be due behind them.</summary>
    public static SqliteClaimed<T> Run(Func<List<SqliteUnreadableException>, List<T>> claim)
    {
        var leftOut = new List<SqliteUnreadableException>();
        while (true)
        {
            var before = leftOut.Count;
            var items = claim(leftOut);
            if (items.Count > 0 || leftOut.Count == before) return new SqliteClaimed<T>(items, leftOut);
        }
    }
}
