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

    /// <summary>Whether any document was an answer to the request.</summary>
    public bool HasAny { get; private set; }

    /// <summary>The error that a document has for the entire request; null when there is none.</summary>
    public DesjardinsError? Refusal { get; private set; }

    /// <summary>The failure of the open queries: a POST was rejected or not understood; null when neither happened.</summary>
    public TransactionStatusException? Failure { get; private set; }

    /// <summary>The pending queries that are not completed.</summary>
    public IReadOnlyList<PendingQuery> OpenQueries => [.. _slots.Values.Where(slot => !slot.IsCompleted).Select(slot => slot.PendingQuery)];

    /// <summary>Merges one document.</summary>
    /// <param name="message">The document.</param>
    /// <param name="mayBeEmpty">
    /// Whether a document without transactions, or without an outcome of any, is an answer, too. In step 4 it is; a receipt of step 3 is
    /// not.
    /// </param>
    /// <returns>Whether the document is an answer to the request.</returns>
    public bool Merge(DesjardinsMessage message, bool mayBeEmpty)
    {
        if (message.Refusal is { } post)
        {
            DesjardinsLog.RefusedPost(_logger, _clientName, post.Reason);
            Failure ??= DesjardinsFailures.Refused(post, _request.Redactor);
            return false;
        }

        var refusal = message.Error ?? message.Results.FirstOrDefault(result => result.Id == _sessionId)?.Error;
        Refusal ??= refusal;
        var (own, foreign, isOpaque) = (0, 0, message.NotUnderstood is not null);
        foreach (var result in message.Results)
        {
            if (_slots.TryGetValue(result.Id, out var slot))
            {
                // An answer in a document with an error for the entire request is not reliable.
                if (!slot.Merge(refusal is not null && result.IsAnswer ? result with { IsContradictory = true } : result))
                    DesjardinsLog.LateContradiction(_logger, _clientName);
                if (result.HasOnlyUnknownContent) isOpaque = true;
                // Without an outcome, the reply to step 3 is a receipt: the transactions that it omits may be in step 4.
                else if (mayBeEmpty || result.IsAnswer) own++;
            }
            else if (result.Id == _sessionId)
            {
                // Content with the session's own id may be the result of a queried transaction.
                isOpaque |= result.Error is null;
            }
            else
            {
                foreign++;
            }
        }

        // The document may name a queried transaction in another form, such as in upper case.
        isOpaque |= foreign > 0;
        // A transaction that step 4 names is not missing; a document that only repeats ids is not an answer.
        if (mayBeEmpty) MergeEchoes(message.Echoes ?? []);
        if (own == 0 && foreign > 0) DesjardinsLog.ForeignAnswer(_logger, _clientName);
        var isAnswer = own > 0 || (mayBeEmpty && message.IsEmpty && !isOpaque && Refusal is null);
        HasAny |= isAnswer;
        if (isOpaque && (isAnswer || mayBeEmpty))
            NoteNotUnderstood(message.NotUnderstood ?? (foreign > 0 ? "It names transactions that were not queried." : null), isAnswer);
        return isAnswer;
    }

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
    private void NoteNotUnderstood(string? content, bool isAnswer)
    {
        _notUnderstood ??= content ?? "It names transactions with unknown content only.";
        DesjardinsLog.NotUnderstood(_logger, _clientName);
        if (!isAnswer && Refusal is null) Failure ??= DesjardinsFailures.NotUnderstood(_notUnderstood, _request.Redactor);
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
        if (parsed.Outcome == LookupOutcome.NotFound && _notUnderstood is not null)
            Fail(slot, DesjardinsFailures.NotUnderstood(_notUnderstood, _request.Redactor));
        else
            Complete(slot, parsed);
    }

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
