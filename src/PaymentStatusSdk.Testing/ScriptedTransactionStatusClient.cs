namespace PaymentStatusSdk.Testing;

/// <summary>A client for unit tests that answers as told, without any server.</summary>
/// <remarks>
/// <para>Each call of <see cref="Answer(string, PaymentState[])"/>, <see cref="NotFound"/>,
/// <see cref="Fail(string, TransactionStatusErrorKind, TimeSpan?)"/> and so on adds to what the id answers. Questions go through it in
/// order, and the last answer repeats:</para>
/// <code>
/// var client = new ScriptedTransactionStatusClient("cards")
///     .Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured)
///     .Fail("ORDER-2", TransactionStatusErrorKind.Timeout).Answer("ORDER-2", PaymentState.Declined)
///     .NotFound("ORDER-3");
/// </code>
/// <para>A question for an id without a script throws <see cref="InvalidOperationException"/>, so that it is noticed, unless
/// <see cref="AnyOther"/> has a script. Expectations of the query are checked as a real client does: another amount or id than expected is
/// a <see cref="LookupOutcome.Mismatch"/>.</para>
/// <para>Thread-safe. The script may be added to while questions are asked.</para>
/// </remarks>
public sealed class ScriptedTransactionStatusClient : ITransactionStatusClient
{
    /// <summary>Stands for every id that has no script of its own. Each such id goes through the script from its beginning.</summary>
    public const string AnyOther = "*";

    private readonly Lock _lock = new();
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly ScriptedBook _book = new();
    private readonly List<TransactionQuery> _questions = [];
    private readonly List<ScriptedHold> _holds = [];
    private readonly List<(int Count, TaskCompletionSource Asked)> _waiters = [];

    /// <summary>Creates a client with an empty script.</summary>
    /// <param name="name">The name of <see cref="Metadata"/> and of every result.</param>
    /// <param name="timeProvider">The clock of <c>AskedAt</c>, <c>ObservedAt</c> and <see cref="AnswerDelay"/>; null: the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or blank.</exception>
    public ScriptedTransactionStatusClient(string name, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _name = name;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public TransactionStatusClientMetadata Metadata => new(_name, "scripted", Capabilities);

    /// <summary>What <see cref="Metadata"/> claims. Default: everything can be asked and reported.</summary>
    /// <remarks>A query by an id that cannot be asked for throws <see cref="ArgumentException"/>, as at a real client.</remarks>
    public GatewayCapabilities Capabilities { get; init; } = new()
    {
        SupportsGatewayReference = true,
        SupportsMerchantReference = true,
        MaxConcurrentExchanges = 16,
        ReportsAmount = true,
        ReportsFunds = true,
        ReportsRefunds = true,
        ReportsChargebacks = true,
    };

    /// <summary>How long every answer takes, by the clock of this client. Default zero: none waits.</summary>
    public TimeSpan AnswerDelay { get; init; }

    /// <summary>All questions so far, in order, also those that failed. A copy.</summary>
    public IReadOnlyList<TransactionQuery> Questions
    {
        get { lock (_lock) return [.. _questions]; }
    }

    /// <summary>Answers with these states, one question each. Finality is what is usual for the state; no amount is reported.</summary>
    /// <exception cref="ArgumentException">No id, or no state.</exception>
    public ScriptedTransactionStatusClient Answer(string id, params PaymentState[] states) => Add(id, states, ScriptedAnswer.Of);

    /// <summary>Answers with these states and reports an amount.</summary>
    /// <exception cref="ArgumentException">No id, or no state.</exception>
    public ScriptedTransactionStatusClient Answer(string id, Money amount, params PaymentState[] states)
    {
        ArgumentNullException.ThrowIfNull(amount);
        return Add(id, states, state => ScriptedAnswer.Of(state) with { Amount = amount });
    }

    /// <summary>Answers with these results. The gateway is always this client; ids, kind and times are filled in where not set.</summary>
    /// <exception cref="ArgumentException">No id, or no result.</exception>
    public ScriptedTransactionStatusClient Answer(string id, params TransactionStatusResult[] results) =>
        Add(id, results, result => result);

    /// <summary>Answers one question with <see cref="LookupOutcome.NotFound"/>.</summary>
    /// <exception cref="ArgumentException">No id.</exception>
    public ScriptedTransactionStatusClient NotFound(string id) => Add(id, [LookupOutcome.NotFound], ScriptedAnswer.Of);

    /// <summary>Answers one question with <see cref="LookupOutcome.Ambiguous"/>.</summary>
    /// <exception cref="ArgumentException">No id.</exception>
    public ScriptedTransactionStatusClient Ambiguous(string id) => Add(id, [LookupOutcome.Ambiguous], ScriptedAnswer.Of);

    /// <summary>Fails one question with a <see cref="TransactionStatusException"/>, a new instance each time.</summary>
    /// <exception cref="ArgumentException">No id.</exception>
    public ScriptedTransactionStatusClient Fail(string id, TransactionStatusErrorKind kind, TimeSpan? retryAfter = null) =>
        Fail(id, () => new TransactionStatusException(kind, $"Scripted failure of '{id}': {kind}.")
        {
            ClientName = _name,
            RetryAfter = retryAfter,
        });

    /// <summary>Fails one question with any exception.</summary>
    /// <param name="id">The id, or <see cref="AnyOther"/>.</param>
    /// <param name="failure">Makes the exception, anew for each question.</param>
    /// <exception cref="ArgumentException">No id.</exception>
    public ScriptedTransactionStatusClient Fail(string id, Func<Exception> failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return Add(id, [failure], make => throw make());
    }

    /// <summary>Keeps all questions for an id waiting, from now until the hold is released.</summary>
    /// <param name="id">The id; null holds every question.</param>
    public ScriptedHold Hold(string? id = null)
    {
        var hold = new ScriptedHold(id);
        lock (_lock) _holds.Add(hold);
        return hold;
    }

    /// <summary>Completes as soon as so many questions have been asked since the beginning; held ones count.</summary>
    public Task WhenAskedAsync(int count, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_questions.Count >= count) return Task.CompletedTask;
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, asked));
            return asked.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Nothing is scripted for the id of the query, nor for <see cref="AnyOther"/>.</exception>
    public async Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var id = ScriptedAnswer.AskedId(query, Capabilities);
        cancellationToken.ThrowIfCancellationRequested();
        var askedAt = _time.GetUtcNow();
        var (step, holds) = Record(query, id);
        foreach (var hold in holds) await hold.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (AnswerDelay > TimeSpan.Zero) await Task.Delay(AnswerDelay, _time, cancellationToken).ConfigureAwait(false);
        return ScriptedAnswer.Complete(step(), query, Metadata, askedAt, _time.GetUtcNow());
    }

    private (Func<TransactionStatusResult> Step, ScriptedHold[] Holds) Record(TransactionQuery query, string id)
    {
        lock (_lock)
        {
            _questions.Add(query);
            foreach (var (_, asked) in _waiters.Where(waiter => waiter.Count <= _questions.Count)) asked.TrySetResult();
            _waiters.RemoveAll(waiter => waiter.Count <= _questions.Count);
            _holds.RemoveAll(hold => hold.IsReleased);
            return (_book.Next(_name, id), [.. _holds.Where(hold => hold.Holds(id))]);
        }
    }

    private ScriptedTransactionStatusClient Add<T>(string id, IReadOnlyCollection<T> items, Func<T, TransactionStatusResult> step)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0) throw new ArgumentException($"Give at least one answer for '{id}'.");
        lock (_lock)
        {
            foreach (var item in items) _book.Add(id, () => step(item));
        }

        return this;
    }
}
