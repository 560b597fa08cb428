using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Asks for payments when somebody says that it is time, a few at once, and keeps what comes out.</summary>
internal sealed class PaymentFollower(
    ITransactionStatusClientFactory clients, PaymentBook book, TimeProvider timeProvider, ILogger<PaymentFollower> logger) : BackgroundService
{
    private readonly Channel<(string OrderId, string Why)> _due = Channel.CreateUnbounded<(string, string)>();

    // What waits already need not wait twice: neither a slow gateway nor a flood of notifications makes the queue grow without bound.
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);

    /// <summary>Asks for a payment soon. The answer changes the book, never the one who said that it is time.</summary>
    public void AskSoon(string orderId, string why)
    {
        if (_waiting.TryAdd(orderId, true)) _due.Writer.TryWrite((orderId, why));
    }

    /// <summary>Asks for a payment now, and keeps the answer in the book. Throws for no fault of a gateway.</summary>
    public async Task AskAsync(string orderId, string why, CancellationToken cancellationToken)
    {
        // From here on whoever says that it is time means another question: the answer to this one may be older.
        _waiting.TryRemove(orderId, out _);
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
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One payment's trouble must stop neither the others nor the host.
            logger.LogError(exception, "Asking for a payment at {Gateway} failed.", payment.Gateway);
            book.Change(orderId, current => (current with { Problem = "The question failed: see the log." }).With(Now($"{why}: failed")));
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
