using PaymentStatusSdk.Coordination;

namespace PaymentStatusSdk.Relational.Coordination;

/// <summary>Decides what happens with a message for a mailbox. Pure functions of their arguments.</summary>
internal static class MailboxRules
{
    /// <summary>Whether a mailbox has expired.</summary>
    public static bool HasExpired(DateTimeOffset expiresAt, DateTimeOffset now) => expiresAt <= now;

    /// <summary>Returns the result of a delivery; the message is stored only when it is <see cref="CallbackDelivery.Delivered"/>.</summary>
    /// <param name="expiresAt">When the mailbox expires; null when there is none.</param>
    /// <param name="now">The time of the database.</param>
    /// <param name="isWaiting">Whether a message with the same bytes waits in the mailbox.</param>
    /// <param name="count">The number of messages in the mailbox.</param>
    /// <param name="maxMessages">The maximum number of messages in a mailbox.</param>
    public static CallbackDelivery Deliver(
        DateTimeOffset? expiresAt, DateTimeOffset now, bool isWaiting, long count, int maxMessages)
    {
        if (expiresAt is not { } end || HasExpired(end, now)) return CallbackDelivery.NotOpen;
        if (isWaiting) return CallbackDelivery.AlreadyWaiting;
        return count >= maxMessages ? CallbackDelivery.Full : CallbackDelivery.Delivered;
    }
}
