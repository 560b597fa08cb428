namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>The kinds of moves. Each has a budget in a scenario.</summary>
internal enum MoveKind
{
    /// <summary>The time passes to the next unit.</summary>
    Tick,

    /// <summary>Nothing happens for longer than every lease and every slack.</summary>
    LongTick,

    /// <summary>An instance compares its clock and claims due rows.</summary>
    Claim,

    /// <summary>A query of an instance ends, and its result is not committed yet.</summary>
    Answer,

    /// <summary>An instance commits the results that it has; also at once when a query or a handler ends.</summary>
    Commit,

    /// <summary>The commit takes effect, but its response is lost with the connection: the instance repeats it later.</summary>
    CommitWithoutResponse,

    /// <summary>An instance renews its leases. An instance that does not is paused past them.</summary>
    Renew,

    /// <summary>A process ends.</summary>
    Crash,

    /// <summary>A host stops: it releases what has not ended.</summary>
    HostStop,

    /// <summary>The wall clock of an instance becomes wrong, or right again.</summary>
    Skew,

    /// <summary>A notification arrives, or the merchant calls CheckNowAsync.</summary>
    Wake,

    /// <summary>The merchant calls StopAsync.</summary>
    Stop,

    /// <summary>The merchant calls TrackAsync for a payment that is tracked already.</summary>
    Track,

    /// <summary>An instance claims a due change and calls the handler.</summary>
    Deliver,

    /// <summary>The handler of an instance ends, and the result is not committed yet.</summary>
    HandlerEnd,

    /// <summary>The merchant calls RedeliverAsync.</summary>
    Redeliver,

    /// <summary>The maintenance of an instance deletes old rows and changes.</summary>
    Prune,

    /// <summary>A clock was set back: the maintenance of an instance ends the leases that end later than now.</summary>
    ShortenLeases,

    /// <summary>A claim of rows takes effect, but its response is lost: the instance goes on without the rows.</summary>
    ClaimWithoutResponse,

    /// <summary>A claim of a change takes effect, but its response is lost: the instance goes on, and calls no handler for it.</summary>
    DeliverWithoutResponse,

    /// <summary>A person resolves a payment: the merchant calls ResolveAsync.</summary>
    Resolve,
}

/// <summary>One move.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Instance">The place of the instance in its state.</param>
/// <param name="Argument">A number whose meaning depends on the kind.</param>
internal readonly record struct Move(MoveKind Kind, int Instance = 0, int Argument = 0)
{
    /// <summary>The argument of a commit of what an instance has done: checks.</summary>
    public const int Checks = 0;

    /// <summary>The argument of a commit of what an instance has done: deliveries.</summary>
    public const int Deliveries = 1;

    /// <summary>The first argument of a query that ends and is committed at once.</summary>
    public const int AnswerAndCommit = 4 * MaxAnswers;

    /// <summary>The first argument of a handler that ends and is committed at once.</summary>
    public const int EndAndCommit = 2 * AnswerAndCommit;

    // A walk may claim three rows in addition to one, so an instance has at most four tasks.
    private const int MaxAnswers = 64;
    private const int MaxEnds = 4;
    private const int MaxChanges = 256;

    public int Code => ((int)Kind << 24) | (Instance << 16) | Argument;

    /// <summary>The task of an instance and the answer to its query, if the argument has them.</summary>
    internal (int Task, AnswerKind Answer) Answered => (Argument % AnswerAndCommit / MaxAnswers, (AnswerKind)(Argument % MaxAnswers));

    /// <summary>The task of an instance and the end of its handler, if the argument has them.</summary>
    internal (int Task, DeliveryEnd End) Ended => (Argument % AnswerAndCommit / MaxEnds, (DeliveryEnd)(Argument % MaxEnds));

    /// <summary>The row, from 0, and the place of its change, if the argument has them.</summary>
    internal (int Row, int Place) Change => (Argument / MaxChanges, Argument % MaxChanges);

    public static int OfAnswer(int task, AnswerKind answer) => (task * MaxAnswers) + (int)answer;

    public static int OfEnd(int task, DeliveryEnd end) => (task * MaxEnds) + (int)end;

    public static int OfChange(int row, int place) => (row * MaxChanges) + place;

    public static Move Of(int code) => new((MoveKind)(code >> 24), (code >> 16) & 0xFF, code & 0xFFFF);
}
