namespace PaymentStatusSdk.Sqlite;

/// <summary>What a claim got, and what it left out because it cannot be read.</summary>
/// <param name="Items">What is claimed.</param>
/// <param name="LeftOut">Which are put off, and why.</param>
internal sealed record Claimed<T>(List<T> Items, List<UnreadableException> LeftOut)
{
    /// <summary>How long one that cannot be read is left alone: it must not stand first in the queue for ever.</summary>
    public static readonly TimeSpan PutOff = TimeSpan.FromHours(1);

    /// <summary>Claims again while all that was due could not be read: others may be due behind it.</summary>
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
