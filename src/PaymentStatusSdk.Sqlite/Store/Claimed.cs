namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>The result of a claim: the claimed items, and the unreadable ones that it left out.</summary>
/// <param name="Items">The claimed items.</param>
/// <param name="LeftOut">The items that are deferred by <see cref="RetryDelay"/>, and why they cannot be read.</param>
internal sealed record Claimed<T>(List<T> Items, List<UnreadableException> LeftOut)
{
    /// <summary>How long an unreadable item is deferred, so that it does not block the queue.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromHours(1);

    /// <summary>Repeats the claim while it finds only unreadable items: readable ones may be due behind them.</summary>
    public static Claimed<T> Run(Func<List<UnreadableException>, List<T>> claim)
    {
        var leftOut = new List<UnreadableException>();
        while (true)
        {
            var before = leftOut.Count;
            var items = claim(leftOut);
            if (items.Count > 0 || leftOut.Count == before) return new Claimed<T>(items, leftOut);
        }
    }
}
