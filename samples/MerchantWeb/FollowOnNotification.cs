namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>A gateway says that something changed: note it, ask for the status, believe only the answer.</summary>
internal sealed class FollowOnNotification(PaymentBook book, PaymentFollower follower, ILogger<FollowOnNotification> logger) : IStatusNotificationHandler
{
    public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
    {
        // A notification may come before the order is in the book, or be about another shop's: it is acknowledged all the same.
        if (book.Find(notification) is { } payment) follower.AskSoon(payment.OrderId, $"Notified ({notification.Message})");
        else logger.LogInformation("A notification of {Gateway} is about no payment of ours.", notification.Gateway);
        // Whoever keeps payments in a database notes the question there before this returns: an acknowledged notification is not sent again.
        return Task.CompletedTask;
    }
}
