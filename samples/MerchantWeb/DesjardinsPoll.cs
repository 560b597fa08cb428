namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Desjardins sends no notifications: its pending payments are asked for again and again, all together in one session.</summary>
internal sealed class DesjardinsPoll(PaymentBook book, PaymentFollower follower, TimeProvider timeProvider) : BackgroundService
{
    // Short, since the sample's gateway is simulated. A real one wants two minutes before the first question.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var open = book.All().Where(payment => payment is { Gateway: GatewayMoves.Desjardins, IsFinal: false });
            // Asked at once, they share sessions. Awaited, a slow gateway is not asked again before it answered.
            await Task.WhenAll(open.Select(payment => follower.AskAsync(payment.OrderId, "Asked on schedule", stoppingToken)));
        }
    }
}
