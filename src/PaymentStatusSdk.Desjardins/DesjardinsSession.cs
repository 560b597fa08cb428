using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>
/// One Status request from its first byte on: posts step 3, waits for step 4, and opens the gate again. It runs to its end even when nobody
/// waits for it any more, since the gateway goes on with it as well.
/// </summary>
internal sealed class DesjardinsSession(
    DesjardinsRequest request, GatewayTransport transport, TimeProvider timeProvider, ILogger logger, string clientName)
{
    private static readonly DesjardinsOutcome Over = new(IsOver: true, []);

    private readonly DesjardinsOptions _options = request.Options;

    /// <summary>Writes the targets; nobody else knows the token in it.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Where step 4 arrives.</summary>
    public required ICallbackMailbox Mailbox { get; init; }

    /// <summary>Keeps other requests away.</summary>
    public required IExchangeLockHandle Lease { get; init; }

    /// <summary>Knows whether step 4 can reach this process.</summary>
    public required CallbackEndpointState Endpoints { get; init; }

    /// <summary>Takes what comes in.</summary>
    public required DesjardinsAnswers Answers { get; init; }

    /// <summary>Runs to the end. It never throws.</summary>
    public async Task<DesjardinsOutcome> RunAsync()
    {
        using var end = new CancellationTokenSource(_options.CallbackTimeout, timeProvider);
        DesjardinsOutcome outcome;
        try
        {
            outcome = await ConverseAsync(end.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            outcome = new DesjardinsOutcome(IsOver: false, Answers.OpenQueries, Failure: DesjardinsFailures.Broken(exception));
        }

        await end.CancelAsync().ConfigureAwait(false);
        await CloseAsync(Mailbox, outcome.IsOver ? Lease : null, logger, clientName).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>Gives box and lease back. A store that fails at it must not change what the callers get.</summary>
    public static async Task CloseAsync(ICallbackMailbox? mailbox, IExchangeLockHandle? lease, ILogger logger, string clientName)
    {
        // Each for itself: a box that cannot be closed must not keep the lease, which keeps all other exchanges waiting.
        if (mailbox is not null) await TryAsync(mailbox.DisposeAsync).ConfigureAwait(false);
        if (lease is not null) await TryAsync(() => lease.ReleaseAsync()).ConfigureAwait(false);

        async ValueTask TryAsync(Func<ValueTask> close)
        {
            try
            {
                await close().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                DesjardinsLog.NotReleased(logger, clientName, exception.GetType().ToString());
            }
        }
    }

    private async Task<DesjardinsOutcome> ConverseAsync(CancellationToken end)
    {
        Task<DesjardinsReply>? posting = PostAsync(end);
        Task? grace = null;
        string? trouble = null;
        var receiving = Mailbox.ReceiveAsync(end).AsTask();
        while (true)
        {
            await Task.WhenAny(receiving, posting ?? (Task)receiving, grace ?? receiving).ConfigureAwait(false);
            var isAnswer = false;
            if (posting is { IsCompleted: true })
            {
                var reply = await posting.ConfigureAwait(false);
                posting = null;
                if (!Answers.IsComplete && (reply.Error ?? (object?)reply.Failure) is not null) return Refused(reply.Error, reply.Failure);
                if (reply.Message is { } result) isAnswer = Answers.Take(result, mayBeEmpty: false);
                trouble = reply.Trouble;
            }

            // All that is there is looked at before anybody is answered: a contradiction is found as long as that can help.
            while (receiving.IsCompletedSuccessfully)
            {
                var bytes = await receiving.ConfigureAwait(false);
                if (DesjardinsMessage.FromJson(bytes.Span) is { } message) isAnswer |= Answers.Take(message, mayBeEmpty: true);
                receiving = Mailbox.ReceiveAsync(end).AsTask();
            }

            Answers.Complete();
            if (Answers is { Refusal: null, Failure: { } failure }) Answers.FailOpen(failure);
            if (!Answers.IsComplete && Answers.Refusal is { } refusal)
            {
                // Its connection is still open: another request before it has ended would be two at once.
                if (posting is null) return Refused(refusal, failure: null);
                grace = null;
            }
            else if (isAnswer && !Answers.IsComplete) grace = Task.Delay(_options.MissingTargetsGrace, timeProvider, end);
            else if (grace is { IsCompletedSuccessfully: true }) Answers.CompleteMissing();
            if (Answers.IsComplete) grace = null;
            if (Answers.IsComplete && posting is null) return Over with { Failure = Answers.Failure };
            if (end.IsCancellationRequested) return RunOut(trouble);
            // A box that broke down.
            if (receiving.IsCompleted) await receiving.ConfigureAwait(false);
        }
    }

    private DesjardinsOutcome Refused(DesjardinsError? refusal, TransactionStatusException? failure) =>
        new(IsOver: true, Answers.OpenQueries, refusal, failure);

    private DesjardinsOutcome RunOut(string? trouble)
    {
        if (Answers.IsComplete) return Over with { Failure = Answers.Failure };
        if (Answers.Refusal is { } refusal) return Refused(refusal, failure: null);
        if (Answers.HasAny)
        {
            Answers.CompleteMissing();
            return Over;
        }

        DesjardinsLog.NoCallback(logger, clientName);
        return new DesjardinsOutcome(IsOver: false, Answers.OpenQueries, Failure: DesjardinsFailures.CallbackTimeout(_options.CallbackTimeout, trouble, Endpoints.AreMapped));
    }

    private async Task<DesjardinsReply> PostAsync(CancellationToken end)
    {
        using var time = new CancellationTokenSource(_options.StepTimeout, timeProvider);
        using var link = end.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), time);
        try
        {
            using var response = await transport
                .PostAsync(_options.Endpoint!, Body, DesjardinsRequest.ContentType, GatewayRequestOptions.NotRepeatable, time.Token)
                .ConfigureAwait(false);
            return DesjardinsReply.Read(response, _options.MerchantId);
        }
        catch (TransactionStatusException failure)
        {
            // The request may have arrived: only step 4, or the lack of it, tells.
            return new DesjardinsReply(Trouble: failure.Kind == TransactionStatusErrorKind.Configuration ? failure.Message : failure.Kind.ToString());
        }
        catch (OperationCanceledException)
        {
            return new DesjardinsReply(Trouble: nameof(TransactionStatusErrorKind.Timeout));
        }
    }
}
