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

    public DesjardinsAnswers(
        IReadOnlyList<Seat> seats, DesjardinsRequest request, string sessionId, DateTimeOffset askedAt, ILogger logger, string clientName)
    {
        (_request, _sessionId, _askedAt, _logger, _clientName) = (request, sessionId, askedAt, logger, clientName);
        foreach (var seat in seats) _slots.Add(seat.Query.MerchantId!, new Slot(seat));
        _open = _slots.Count;
    }

    /// <summary>Have all seats been answered?</summary>
    public bool IsComplete => _open == 0;

    /// <summary>Has any document been an answer to the request?</summary>
    public bool HasAny { get; private set; }

    /// <summary>The error that a document has for the whole request; null when none has.</summary>
    public DesjardinsError? Refusal { get; private set; }

    /// <summary>The seats that nothing has been said about.</summary>
    public IReadOnlyList<Seat> OpenSeats => [.. _slots.Values.Where(slot => !slot.HasLanded).Select(slot => slot.Seat)];

    /// <summary>Takes over what one document says.</summary>
    /// <param name="message">The document.</param>
    /// <param name="mayBeEmpty">Is one that names no transaction an answer as well? That of step 4 is; a mere receipt of step 3 is none.</param>
    /// <returns>Whether it is an answer to the request.</returns>
    public bool Take(DesjardinsMessage message, bool mayBeEmpty)
    {
        Refusal ??= message.Error;
        var (own, foreign) = (0, 0);
        foreach (var result in message.Results)
        {
            if (_slots.TryGetValue(result.Id, out var slot))
            {
                own++;
                if (!slot.Take(result)) DesjardinsLog.LateContradiction(_logger, _clientName);
            }
            else if (result.Id == _sessionId)
            {
                Refusal ??= result.Error;
            }
            else
            {
                foreign++;
            }
        }

        // What step 4 names is not missing, and a mere receipt of the ids is no answer without results.
        var isReceipt = mayBeEmpty && TakeEchoes(message.Echoes ?? []);
        if (own == 0 && foreign > 0) DesjardinsLog.ForeignAnswer(_logger, _clientName);
        var isAnswer = own > 0 || (mayBeEmpty && foreign == 0 && !isReceipt && Refusal is null);
        HasAny |= isAnswer;
        return isAnswer;
    }

    /// <summary>Answers every seat whose transaction is in.</summary>
    public void Land()
    {
        foreach (var slot in _slots.Values)
        {
            if (slot is { HasLanded: false, Answer: { } answer }) Land(slot, DesjardinsResponse.Read(answer, slot.IsContested, _request, _askedAt));
        }
    }

    /// <summary>Answers the rest: what the gateway left out, and what it named without a word of its outcome.</summary>
    public void LandMissing()
    {
        foreach (var (id, slot) in _slots)
        {
            if (slot.HasLanded) continue;
            Land(slot, slot.Partial is { } partial
                ? DesjardinsResponse.Read(partial, isContested: false, _request, _askedAt)
                : DesjardinsResponse.Missing(id, _askedAt));
        }
    }

    private bool TakeEchoes(IReadOnlyList<string> ids)
    {
        var isOwn = false;
        foreach (var id in ids)
        {
            if (id is null || !_slots.TryGetValue(id, out var slot)) continue;
            slot.Take(new DesjardinsResult { Id = id });
            isOwn = true;
        }

        return isOwn;
    }

    private void Land(Slot slot, DesjardinsReading reading)
    {
        slot.HasLanded = true;
        _open--;
        slot.Seat.Answer(reading);
    }

    private sealed class Slot(Seat seat)
    {
        public Seat Seat => seat;

        public DesjardinsResult? Answer { get; private set; }

        public DesjardinsResult? Partial { get; private set; }

        public bool IsContested { get; private set; }

        public bool HasLanded { get; set; }

        /// <summary>False when it says something else than what the callers have been told.</summary>
        public bool Take(DesjardinsResult result)
        {
            if (!result.IsAnswer) Partial = Partial is { IsPartial: true } known ? known : result;
            else if (Answer is null) Answer = result;
            else if (!Answer.Agrees(result)) IsContested = true;
            return !(IsContested && HasLanded);
        }
    }
}
