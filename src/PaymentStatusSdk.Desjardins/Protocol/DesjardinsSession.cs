using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>
/// One Status request from its first byte: posts step 3, waits for step 4, and releases the exchange lock. It runs to its end even when no
/// caller waits for it any more, since the gateway continues to process it, too.
/// </summary>
internal sealed class DesjardinsSession(
    DesjardinsRequest request, GatewayTransport transport, TimeProvider timeProvider, ILogger logger, string clientName)
{
    private static readonly DesjardinsOutcome Over = new(IsOver: true, []);

    private readonly DesjardinsOptions _options = request.Options;

    /// <summary>The body of the request. It contains the token, which no other component has.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The mailbox that receives step 4.</summary>
    public required ICallbackMailbox Mailbox { get; init; }

    /// <summary>The handle of the exchange lock, which prevents other requests.</summary>
    public required IExchangeLockHandle Lease { get; init; }

    /// <summary>Whether this process has mapped the callback addresses, so that step 4 can reach it.</summary>
    public required CallbackEndpointState Endpoints { get; init; }

    /// <summary>Merges the documents that arrive.</summary>
    public required DesjardinsAnswers Answers { get; init; }

    /// <summary>Runs the request to its end. It never throws.</summary>
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

    /// <summary>Closes the mailbox and releases the lock. A failure of the store must not change the results of the callers.</summary>
    public static async Task CloseAsync(ICallbackMailbox? mailbox, IExchangeLockHandle? lease, ILogger logger, string clientName)
    {
        // Each is closed separately: a mailbox that cannot be closed must not keep the lock, which would block all other exchanges.
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
        var posting = new DesjardinsPosting(PostAsync(end));
        var inbox = new DesjardinsInbox(Mailbox, end);
        var grace = new DesjardinsGrace(_options.MissingTransactionsGrace, timeProvider, end);
        while (true)
        {
            await Task.WhenAny(posting.Reply, inbox.Next, grace.End).ConfigureAwait(false);
            var isAnswer = false;
            if (await posting.TakeAsync().ConfigureAwait(false) is { } reply)
            {
                if (!Answers.IsComplete && (reply.Error ?? (object?)reply.Failure) is not null) return Refused(reply.Error, reply.Failure);
                if (reply.Message is { } result) isAnswer = Answers.Merge(result, isStep4: false);
            }

            // All waiting messages are merged before any query is completed, so that a contradiction is found in time.
            while (await inbox.TakeAsync().ConfigureAwait(false) is { } bytes)
            {
                if (DesjardinsMessage.FromJson(bytes.Span) is { } message) isAnswer |= Answers.Merge(message, isStep4: true);
                else Answers.NoteUnreadable();
            }

            Answers.Complete();
            if (Answers is { Refusal: null, Failure: { } failure }) Answers.FailOpen(failure);
            grace.Update(Answers, isAnswer);
            // While the connection of step 3 is open, another request would overlap with this one.
            if (posting.IsOver && OutcomeOfAnswers() is { } outcome) return outcome;
            if (end.IsCancellationRequested) return OnTimeout(posting.Problem);
            await inbox.ThrowIfFailedAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns the outcome when all queries are completed or the entire request has an error; otherwise null.</summary>
    private DesjardinsOutcome? OutcomeOfAnswers()
    {
        if (Answers.IsComplete) return Over with { Failure = Answers.Failure };
        return Answers.Refusal is { } refusal ? Refused(refusal, failure: null) : null;
    }

    private DesjardinsOutcome Refused(DesjardinsError? refusal, TransactionStatusException? failure) =>
        new(IsOver: true, Answers.OpenQueries, refusal, failure);

    private DesjardinsOutcome OnTimeout(string? problem)
    {
        if (OutcomeOfAnswers() is { } outcome) return outcome;
        if (Answers.HasAny)
        {
            Answers.CompleteMissing();
            return Over;
        }

        DesjardinsLog.NoCallback(logger, clientName);
        return new DesjardinsOutcome(
            IsOver: false, Answers.OpenQueries,
            Failure: DesjardinsFailures.CallbackTimeout(_options.CallbackTimeout, problem, Endpoints.AreMapped));
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
            return DesjardinsReply.Read(response, request);
        }
        catch (TransactionStatusException failure)
        {
            return DesjardinsReply.Of(failure);
        }
        catch (OperationCanceledException)
        {
            return new DesjardinsReply(Problem: nameof(TransactionStatusErrorKind.Timeout));
        }
    }
}
