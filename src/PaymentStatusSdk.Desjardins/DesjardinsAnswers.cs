using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Brings together what the documents of one exchange say, and answers each seat as soon as its transaction is in. Not thread-safe.</summary>
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
        IReadOnlyList<PendingQuery> pendingQueries, DesjardinsRequest request, string sessionId, DateTimeOffset askedAt, ILogger logger, string clientName)
    {
        (_request, _sessionId, _askedAt, _logger, _clientName) = (request, sessionId, askedAt, logger, clientName);
        foreach (var pendingQuery in pendingQueries) _slots.Add(pendingQuery.Query.MerchantReference!, new Slot(pendingQuery));
        _open = _slots.Count;
    }

    /// <summary>Have all seats been answered?</summary>
    public bool IsComplete => _open == 0;

    /// <summary>Has any document been an answer to the request?</summary>
    public bool HasAny { get; private set; }

    /// <summary>The error that a document has for the whole request; null when none has.</summary>
    public DesjardinsError? Refusal { get; private set; }

    /// <summary>Why the open seats get no answer: a POST was refused, or could not be understood; null when neither happened.</summary>
    public TransactionStatusException? Failure { get; private set; }

    /// <summary>The seats that nothing has been said about.</summary>
    public IReadOnlyList<PendingQuery> OpenQueries => [.. _slots.Values.Where(slot => !slot.IsCompleted).Select(slot => slot.PendingQuery)];

    /// <summary>Takes over what one document says.</summary>
    /// <param name="message">The document.</param>
    /// <param name="mayBeEmpty">Is one that names no transaction an answer as well? That of step 4 is; a mere receipt of step 3 is none.</param>
    /// <returns>Whether it is an answer to the request.</returns>
    public bool Take(DesjardinsMessage message, bool mayBeEmpty)
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
                // Beside an error of the whole request, an answer is not certain.
                if (!slot.Take(refusal is not null && result.IsAnswer ? result with { IsContradictory = true } : result)) DesjardinsLog.LateContradiction(_logger, _clientName);
                if (result.IsPuzzle) isOpaque = true;
                else own++;
            }
            else if (result.Id == _sessionId)
            {
                // Content beside the session's own id may be the result of a transaction that was asked for.
                isOpaque |= result.Error is null;
            }
            else
            {
                foreign++;
            }
        }

        // A target may be named in another form, such as in capitals.
        isOpaque |= foreign > 0;
        // What step 4 names is not missing, and a mere receipt of the ids is no answer without results.
        if (mayBeEmpty) TakeEchoes(message.Echoes ?? []);
        if (own == 0 && foreign > 0) DesjardinsLog.ForeignAnswer(_logger, _clientName);
        var isAnswer = own > 0 || (mayBeEmpty && message.IsEmpty && foreign == 0 && !isOpaque && Refusal is null);
        HasAny |= isAnswer;
        if (isOpaque && (isAnswer || mayBeEmpty))
            NoteNotUnderstood(message.NotUnderstood ?? (foreign > 0 ? "It names transactions that were not asked for." : null), isAnswer);
        return isAnswer;
    }

    /// <summary>Answers every seat whose transaction is in.</summary>
    public void Complete()
    {
        foreach (var slot in _slots.Values)
        {
            if (slot is { IsCompleted: false, Answer: { } answer }) Complete(slot, DesjardinsResponse.Read(answer, slot.IsContested, _request, _askedAt));
        }
    }

    /// <summary>Answers the rest: what the gateway left out, and what it named without a word of its outcome.</summary>
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

    /// <summary>Fails the seats that are open.</summary>
    public void FailOpen(TransactionStatusException failure)
    {
        foreach (var slot in _slots.Values)
        {
            if (!slot.IsCompleted) Fail(slot, failure);
        }
    }

    // No conclusion from absence: what is missing may stand in what was not understood.
    private void NoteNotUnderstood(string? what, bool isAnswer)
    {
        _notUnderstood ??= what ?? "It names transactions, and says nothing of them that is known.";
        DesjardinsLog.NotUnderstood(_logger, _clientName);
        if (!isAnswer && Refusal is null) Failure ??= DesjardinsFailures.NotUnderstood(_notUnderstood, _request.Redactor);
    }

    private void TakeEchoes(IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            if (id is not null && _slots.TryGetValue(id, out var slot)) slot.Take(new DesjardinsResult { Id = id });
        }
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

        /// <summary>False when it says something else than what the callers have been told.</summary>
        public bool Take(DesjardinsResult result)
        {
            if (!result.IsAnswer) Partial = Partial is { IsPartial: true } known ? known : result;
            else if (Answer is null) Answer = result;
            else if (!Answer.Agrees(result)) IsContested = true;
            return !(IsContested && IsCompleted);
        }
    }
}
