using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>
/// Merges the documents of one exchange, and completes each pending query as soon as its transaction is answered. Not thread-safe.
/// </summary>
internal sealed class DesjardinsAnswers
{
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly DesjardinsRequest _request;
    private readonly string _sessionId;
    private readonly DateTimeOffset _askedAt;
    private readonly ILogger _logger;
    private readonly string _clientName;
    private int _open;
    private string? _notUnderstood;

    public DesjardinsAnswers(
        IReadOnlyList<PendingQuery> pendingQueries, DesjardinsRequest request, string sessionId, DateTimeOffset askedAt, ILogger logger,
        string clientName)
    {
        (_request, _sessionId, _askedAt, _logger, _clientName) = (request, sessionId, askedAt, logger, clientName);
        foreach (var pendingQuery in pendingQueries) _slots.Add(pendingQuery.Query.MerchantReference!, new Slot(pendingQuery));
        _open = _slots.Count;
    }

    /// <summary>Whether all pending queries are completed.</summary>
    public bool IsComplete => _open == 0;

    /// <summary>Whether any document of step 4 was an answer to the request: only step 4 shows which transactions are missing.</summary>
    public bool HasAny { get; private set; }

    /// <summary>The error that a document has for the entire request; null when there is none.</summary>
    public DesjardinsError? Refusal { get; private set; }

    /// <summary>The failure of the open queries: a POST was rejected or not understood; null when neither happened.</summary>
    public TransactionStatusException? Failure { get; private set; }

    /// <summary>The pending queries that are not completed.</summary>
    public IReadOnlyList<PendingQuery> OpenQueries => [.. _slots.Values.Where(slot => !slot.IsCompleted).Select(slot => slot.PendingQuery)];

    /// <summary>Merges one document.</summary>
    /// <param name="message">The document.</param>
    /// <param name="isStep4">
    /// Whether the document is a POST of step 4, from which the absence of a transaction follows. The reply to step 3 is a receipt: an
    /// outcome in it counts for its transaction, and nothing follows for the transactions that it omits.
    /// </param>
    /// <returns>Whether the document is an answer after which transactions can be missing.</returns>
    public bool Merge(DesjardinsMessage message, bool isStep4)
    {
        if (message.Refusal is { } post)
        {
            DesjardinsLog.RefusedPost(_logger, _clientName, post.Reason);
            Failure ??= DesjardinsFailures.Refused(post, _request.Redactor);
            return false;
        }

        var refusal = message.Error ?? message.Results.FirstOrDefault(result => result.Id == _sessionId)?.Error;
        Refusal ??= refusal;
        var (own, foreign, hasOutcome, isOpaque) = (0, 0, false, message.NotUnderstood is not null);
        foreach (var result in message.Results)
        {
            if (_slots.TryGetValue(result.Id, out var slot))
            {
                // An answer in a document with an error for the entire request is not reliable.
                if (!slot.Merge(refusal is not null && result.IsAnswer ? result with { IsContradictory = true } : result))
                    DesjardinsLog.LateContradiction(_logger, _clientName);
                hasOutcome |= result.IsAnswer;
                if (result.HasOnlyUnknownContent) isOpaque = true;
                else own++;
            }
            else if (result.Id == _sessionId)
            {
                // Content with the session's own id may be the result of a queried transaction.
                isOpaque |= result.Error is null;
            }
            else
            {
                foreign++;
                hasOutcome |= result.IsAnswer;
            }
        }

        // The document may name a queried transaction in another form, such as in upper case.
        isOpaque |= foreign > 0;
        // A transaction that step 4 names is not missing; a document that only repeats ids is not an answer.
        if (isStep4) MergeEchoes(message.Echoes ?? []);
        if (own == 0 && foreign > 0) DesjardinsLog.ForeignAnswer(_logger, _clientName);
        var isAnswer = isStep4 && (own > 0 || (message.IsEmpty && !isOpaque && Refusal is null));
        HasAny |= isAnswer;
        // A receipt of step 3 may have any form. One with an outcome should have been understood, but the queries still wait for step 4.
        if (isOpaque && (isStep4 || hasOutcome))
        {
            NoteNotUnderstood(
                message.NotUnderstood ?? (foreign > 0 ? "It names transactions that were not queried." : null), isAnswer || !isStep4);
        }

        return isAnswer;
    }

    /// <summary>Notes a message of the mailbox that cannot be read: it may contain the answer for any transaction.</summary>
    public void NoteUnreadable() => NoteNotUnderstood("It cannot be read.", mayWait: true);

    /// <summary>Completes every pending query whose transaction is answered.</summary>
    public void Complete()
    {
        foreach (var slot in _slots.Values)
        {
            if (slot is { IsCompleted: false, Answer: { } answer }) Complete(slot, answer);
        }
    }

    /// <summary>Completes the remaining queries: transactions that the gateway omitted, or named without an outcome.</summary>
    public void CompleteMissing()
    {
        foreach (var (id, slot) in _slots)
        {
            if (slot.IsCompleted) continue;
            if (_notUnderstood is not null && slot.Partial is not { IsPartial: true })
            {
                Fail(slot, DesjardinsFailures.NotUnderstood(_notUnderstood, _request.Redactor));
                continue;
            }

            Complete(slot, slot.Partial is { } partial
                ? DesjardinsResponse.Read(partial, isContested: false, _request, _askedAt)
                : DesjardinsResponse.Missing(id, _askedAt));
        }
    }

    /// <summary>Fails the open queries.</summary>
    public void FailOpen(TransactionStatusException failure)
    {
        foreach (var slot in _slots.Values)
        {
            if (!slot.IsCompleted) Fail(slot, failure);
        }
    }

    // Absence proves nothing here: the content that was not understood may contain the missing transaction.
    private void NoteNotUnderstood(string? content, bool mayWait)
    {
        _notUnderstood ??= content ?? "It names transactions with unknown content only.";
        DesjardinsLog.NotUnderstood(_logger, _clientName);
        if (!mayWait && Refusal is null) Failure ??= DesjardinsFailures.NotUnderstood(_notUnderstood, _request.Redactor);
    }

    private void MergeEchoes(IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            if (id is not null && _slots.TryGetValue(id, out var slot)) slot.Merge(new DesjardinsResult { Id = id });
        }
    }

    private void Complete(Slot slot, DesjardinsResult answer)
    {
        var parsed = DesjardinsResponse.Read(answer, slot.IsContested, _request, _askedAt);
        // A result that describes the transaction contradicts the error that it is not found.
        if (parsed.Outcome == LookupOutcome.NotFound && slot.Partial is { IsPartial: true })
            parsed = DesjardinsResponse.Read(answer, isContested: true, _request, _askedAt);
        // Nor does such an error prove anything beside content that may be another answer.
        if (parsed.Outcome == LookupOutcome.NotFound && NotUnderstood() is { } failure)
        {
            Fail(slot, failure);
            return;
        }

        if (parsed.Outcome == LookupOutcome.NotFound && slot.Partial is { HasDetails: true })
            parsed = DesjardinsResponse.Read(answer, isContested: true, _request, _askedAt);
        Complete(slot, parsed);
    }

    // A POST that was rejected, and content that was not understood.
    private TransactionStatusException? NotUnderstood() =>
        Failure ?? (_notUnderstood is null ? null : DesjardinsFailures.NotUnderstood(_notUnderstood, _request.Redactor));

    private void Complete(Slot slot, DesjardinsParsedStatus parsed)
    {
        slot.IsCompleted = true;
        _open--;
        slot.PendingQuery.Complete(parsed);
    }

    private void Fail(Slot slot, TransactionStatusException failure)
    {
        slot.IsCompleted = true;
        _open--;
        slot.PendingQuery.Fail(failure);
    }

    private sealed class Slot(PendingQuery pendingQuery)
    {
        public PendingQuery PendingQuery => pendingQuery;

        public DesjardinsResult? Answer { get; private set; }

        public DesjardinsResult? Partial { get; private set; }

        public bool IsContested { get; private set; }

        public bool IsCompleted { get; set; }

        /// <summary>Merges one result. Returns false when it contradicts the answer that the callers have already received.</summary>
        public bool Merge(DesjardinsResult result)
        {
            if (!result.IsAnswer) Partial = Partial is { IsPartial: true } known ? known : result;
            else if (Answer is null) Answer = result;
            else if (!Answer.Agrees(result)) IsContested = true;
            return !(IsContested && IsCompleted);
        }
    }
}
