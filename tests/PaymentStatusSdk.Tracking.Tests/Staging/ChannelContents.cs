using System.Threading.Channels;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>Reads what a test has recorded.</summary>
internal static class ChannelContents
{
    /// <summary>Takes all items that have been recorded so far.</summary>
    public static IReadOnlyList<T> TakeAll<T>(this Channel<T> channel)
    {
        List<T> items = [];
        while (channel.Reader.TryRead(out var item)) items.Add(item);
        return items;
    }
}
