using PaymentStatusSdk.Relational.Database;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>The result of a claim: the claimed items, and the unreadable ones that it deferred.</summary>
internal sealed class Claimed<T>
{
    /// <summary>How long an unreadable item is deferred, so that it does not block the queue.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromHours(1);

    public List<T> Items { get; } = [];

    public List<(object Id, string Reason)> Unreadable { get; } = [];

    /// <summary>Adds an item, or the reason why it cannot be read.</summary>
    /// <returns>Whether the item is readable.</returns>
    public bool TryAdd(object id, Func<T> read)
    {
        try
        {
            Items.Add(read());
            return true;
        }
        catch (UnreadableException unreadable)
        {
            Unreadable.Add((id, unreadable.Reason));
            return false;
        }
    }
}
