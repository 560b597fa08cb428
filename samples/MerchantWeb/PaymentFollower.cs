using System.Threading.Channels;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Asks for payments when somebody says that it is time, a few at once, and keeps what comes out.</summary>
internal sealed class PaymentFollower(ITransactionStatusClientFactory clients, PaymentBook book, TimeProvider timeProvider) : BackgroundService
{
    private readonly Channel<(string OrderId, string Why)> _due = Channel.CreateUnbounded<(string, string)>();

    /// <summary>Asks for a payment soon. The answer changes the book, never the one who said that it is time.</summary>
    public void AskSoon(string orderId, string why) => _due.Writer.TryWrite((orderId, why));

    /// <summary>Asks for a payment now, and keeps the answer in the book. Throws for no fault of a gateway.</summary>
    public async Task AskAsync(string orderId, string why, CancellationToken cancellationToken)
    {
        if (!book.TryGet(orderId, out var payment)) return;
        try
        {
            var result = await clients.Get(payment.Gateway).GetStatusAsync(payment.Query, cancellationToken);
            book.Change(orderId, current => Note(current, result, why));
        }
        catch (TransactionStatusException exception)
        {
            // It says nothing about the payment: what was believed stays.
            book.Change(orderId, current => (current with { Problem = exception.Message }).With(Now($"{why}: no answer ({exception.Kind})")));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Parallel.ForEachAsync(
            _due.Reader.ReadAllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stoppingToken },
            async (due, cancellationToken) => await AskAsync(due.OrderId, due.Why, cancellationToken));
    }

    private Payment Note(Payment payment, TransactionStatusResult result, string why)
    {
        if (result.Outcome != LookupOutcome.Answered || StatusRules.Advance(payment.Belief, result) is not { } belief)
            return (payment with { Problem = $"The gateway's answer: {result.Outcome}" }).With(Now($"{why}: {result.Outcome}"));
        var text = $"{why}: {belief.State}, {belief.Finality}" + (belief.Funds is FundsState.NotReported ? "" : $", funds {belief.Funds}");
        return (payment with { Belief = belief, Problem = null }).With(Now(text));
    }

    private PaymentEvent Now(string text) => new(timeProvider.GetUtcNow(), text);
}
