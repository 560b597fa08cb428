using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>Executes Status requests: answers step 3, and sends step 4 at the configured moment. Thread-safe.</summary>
internal sealed class DipsStatusStep(
    DesjardinsSimulator simulator, DesjardinsSimulatorOptions options, DipsSessionRegistry registry, DipsReplies replies,
    DipsResults results, DipsCallback callback)
{
    private long _transactionsQueried;

    public AsyncCounter Exchanges { get; } = new();

    public AsyncCounter Callbacks { get; } = new();

    public long TransactionsQueried => Interlocked.Read(ref _transactionsQueried);

    public async ValueTask<SimulatorAnswer> AnswerAsync(DipsRequest request, CancellationToken cancellationToken)
    {
        if (options.Step3Reply == DipsStep3Reply.Error) return simulator.Refuse(options.ErrorCode, "Simulated refusal", request.TrxId);
        if (request.RefusalReason is null && results.Refuses(request))
            return simulator.Refuse(options.ErrorCode, "A requested transaction is not known", request.TrxId);
        if (registry.Open(request, out var exchange) is { } reason) return simulator.Refuse(options.ErrorCode, reason, request.TrxId);
        var fault = simulator.CallbackFaults.Take();
        // Set before the answer is sent: a client that has the answer may measure the open time from here on.
        exchange!.IsLost = fault?.Kind == SimulatedFaultKind.NoCallback;
        Interlocked.Add(ref _transactionsQueried, request.TransactionIds.Count);
        Exchanges.Add();
        if (options.Step3Reply == DipsStep3Reply.FullResult) return await FullResultAsync(exchange, fault).ConfigureAwait(false);
        return await ReplyAsync(exchange, fault, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SimulatorAnswer> ReplyAsync(DipsExchange exchange, SimulatedFault? fault, CancellationToken cancellationToken)
    {
        var answer = options.Step3Reply == DipsStep3Reply.Acknowledgement
            ? replies.Acknowledgement(exchange.Request.TrxId!)
            : DipsReplies.Empty;
        if (options.Step3Reply == DipsStep3Reply.HeldOpen || options.Step4Order == DipsStep4Order.Before)
        {
            await StepFourFirstAsync(exchange, fault, cancellationToken).ConfigureAwait(false);
            await simulator.DelayAsync(options.StatusDelay).ConfigureAwait(false);
            return answer;
        }

        if (options.Step4Order == DipsStep4Order.Concurrent)
        {
            CallBackLater(exchange, fault);
            await simulator.DelayAsync(options.StatusDelay).ConfigureAwait(false);
            return answer;
        }

        await simulator.DelayAsync(options.StatusDelay).ConfigureAwait(false);
        return answer with { AfterSent = () => CallBackLater(exchange, fault) };
    }

    private async Task StepFourFirstAsync(DipsExchange exchange, SimulatedFault? fault, CancellationToken cancellationToken)
    {
        CallBackLater(exchange, fault);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, simulator.Stopping);
        await exchange.Over.Task.WaitAsync(leaving.Token).ConfigureAwait(false);
        if (options.Step3Reply != DipsStep3Reply.HeldOpen || !exchange.IsLost) return;
        await Task.Delay(Timeout.InfiniteTimeSpan, simulator.TimeProvider, leaving.Token).ConfigureAwait(false);
    }

    private async ValueTask<SimulatorAnswer> FullResultAsync(DipsExchange exchange, SimulatedFault? fault)
    {
        await simulator.DelayAsync(options.StatusDelay).ConfigureAwait(false);
        var answer = DipsReplies.Result(callback.FullResult(exchange, fault));
        if (options.CallBackAfterFullResult) return answer with { AfterSent = () => CallBackLater(exchange, fault) };
        registry.Close(exchange);
        return answer;
    }

    private void CallBackLater(DipsExchange exchange, SimulatedFault? fault) =>
        simulator.Notifier.StartInBackground(() => CallBackAsync(exchange, fault));

    private async Task CallBackAsync(DipsExchange exchange, SimulatedFault? fault)
    {
        try
        {
            if (fault is not null) await simulator.WaitAsync(fault, simulator.Stopping).ConfigureAwait(false);
            await simulator.DelayAsync(options.CallbackDelay).ConfigureAwait(false);
            if (exchange.IsLost) return;
            var messages = callback.For(exchange, fault, () => registry.Close(exchange), () => Callbacks.Add());
            await simulator.Notifier.SendFirstAsync(messages).ConfigureAwait(false);
        }
        finally
        {
            if (!exchange.IsLost) registry.Close(exchange);
            exchange.Over.TrySetResult();
        }
    }
}
