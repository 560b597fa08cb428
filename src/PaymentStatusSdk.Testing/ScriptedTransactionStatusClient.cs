namespace PaymentStatusSdk.Testing;

/// <summary>A client for unit tests that returns scripted answers, without a server.</summary>
/// <remarks>
/// <para>Each call of <see cref="Answer(string, PaymentState[])"/>, <see cref="NotFound"/>,
/// <see cref="Fail(string, TransactionStatusErrorKind, TimeSpan?)"/> and so on adds to the script of the id. Queries use the answers in
/// order, and the last answer repeats:</para>
/// <code>
/// var client = new ScriptedTransactionStatusClient("cards")
///     .Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured)
///     .Fail("ORDER-2", TransactionStatusErrorKind.Timeout).Answer("ORDER-2", PaymentState.Declined)
///     .NotFound("ORDER-3");
/// </code>
/// <para>A query for an id without a script throws <see cref="InvalidOperationException"/>, so that a missing script is noticed,
/// unless <see cref="AnyOther"/> has a script.
/// The client checks the expectations of the query as a real client does: an unexpected amount or reference is
/// a <see cref="LookupOutcome.Mismatch"/>.</para>
/// <para>Thread-safe. Answers may be added while queries run.</para>
/// </remarks>
public sealed class ScriptedTransactionStatusClient : ITransactionStatusClient
{
    /// <summary>The id whose script applies to every id without its own script. Each such id starts at the beginning of the
    /// script.</summary>
    public const string AnyOther = "*";

    // A timer of the system rejects more than about 49.7 days, and only when the delay begins.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly ScriptedResults _results = new();
    private readonly List<TransactionQuery> _queries = [];
    private readonly List<ScriptedHold> _holds = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];

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

    /// <summary>The capabilities in <see cref="Metadata"/>. Default: all references are supported and everything is reported.</summary>
    /// <remarks>A query by an unsupported reference throws <see cref="ArgumentException"/>, as with a real client.</remarks>
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

    /// <summary>The delay of every answer, by the clock of this client: zero to 30 days. Default zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan AnswerDelay
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= LongestDelay
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"The delay must be zero to 30 days; this one is {value}.");
    }

    /// <summary>A copy of all queries so far, in order, including failed ones.</summary>
    public IReadOnlyList<TransactionQuery> Queries
    {
        get { lock (_lock) return [.. _queries]; }
    }

    /// <summary>Answers with these states, one query each. Each state has its usual finality; no amount is reported.</summary>
    /// <exception cref="ArgumentException">The id is null or blank, or there is no state.</exception>
    public ScriptedTransactionStatusClient Answer(string id, params PaymentState[] states) => Add(id, states, ScriptedAnswer.Of);

    /// <summary>Answers with these states and reports an amount.</summary>
    /// <exception cref="ArgumentException">The id is null or blank, or there is no state.</exception>
    public ScriptedTransactionStatusClient Answer(string id, Money amount, params PaymentState[] states)
    {
        ArgumentNullException.ThrowIfNull(amount);
        return Add(id, states, state => ScriptedAnswer.Of(state) with { Amount = amount });
    }

    /// <summary>Answers with these results. The client name is always the name of this client; references, kind and times are filled in
    /// where they are not set.</summary>
    /// <exception cref="ArgumentException">The id is null or blank, or there is no result.</exception>
    public ScriptedTransactionStatusClient Answer(string id, params TransactionStatusResult[] results) =>
        Add(id, results, result => result);

    /// <summary>Answers one query with <see cref="LookupOutcome.NotFound"/>.</summary>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    public ScriptedTransactionStatusClient NotFound(string id) => Add(id, [LookupOutcome.NotFound], ScriptedAnswer.Of);

    /// <summary>Answers one query with <see cref="LookupOutcome.Ambiguous"/>.</summary>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    public ScriptedTransactionStatusClient Ambiguous(string id) => Add(id, [LookupOutcome.Ambiguous], ScriptedAnswer.Of);

    /// <summary>Fails one query with a <see cref="TransactionStatusException"/>, a new instance each time.</summary>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    public ScriptedTransactionStatusClient Fail(string id, TransactionStatusErrorKind kind, TimeSpan? retryAfter = null) =>
        Fail(id, () => new TransactionStatusException(kind, $"Scripted failure of '{id}': {kind}.")
        {
            ClientName = _name,
            RetryAfter = retryAfter,
        });

    /// <summary>Fails one query with any exception.</summary>
    /// <param name="id">The id, or <see cref="AnyOther"/>.</param>
    /// <param name="failure">Creates the exception, once for each query.</param>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    public ScriptedTransactionStatusClient Fail(string id, Func<Exception> failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return Add(id, [failure], make => throw make());
    }

    /// <summary>Holds all queries for an id, from now until the hold is released.</summary>
    /// <param name="id">The id; null holds every query.</param>
    public ScriptedHold Hold(string? id = null)
    {
        var hold = new ScriptedHold(id);
        lock (_lock) _holds.Add(hold);
        return hold;
    }

    /// <summary>Waits until at least <paramref name="count"/> queries have been made since the start, including held ones.</summary>
    public Task WaitForQueriesAsync(int count, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_queries.Count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Neither the id of the query nor <see cref="AnyOther"/> has a script.</exception>
    public async Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var id = ScriptedAnswer.QueriedId(query, Capabilities);
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
            _queries.Add(query);
            foreach (var (_, reached) in _waiters.Where(waiter => waiter.Count <= _queries.Count)) reached.TrySetResult();
            _waiters.RemoveAll(waiter => waiter.Count <= _queries.Count);
            _holds.RemoveAll(hold => hold.IsReleased);
            return (_results.Next(_name, id), [.. _holds.Where(hold => hold.Holds(id))]);
        }
    }

    private ScriptedTransactionStatusClient Add<T>(string id, IReadOnlyCollection<T> items, Func<T, TransactionStatusResult> step)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0) throw new ArgumentException($"Pass at least one answer for '{id}'.");
        lock (_lock)
        {
            foreach (var item in items) _results.Add(id, () => step(item));
        }

        return this;
    }
}
