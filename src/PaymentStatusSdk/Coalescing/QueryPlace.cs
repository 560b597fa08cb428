namespace PaymentStatusSdk.Coalescing;

/// <summary>The place of a new query.</summary>
internal enum QueryPlace
{
    /// <summary>The exchange that can be joined.</summary>
    Joinable,

    /// <summary>A new exchange, which starts at once.</summary>
    New,

    /// <summary>The end of the queue, whose first query starts at once.</summary>
    QueueThatMoves,

    /// <summary>The end of the queue.</summary>
    Queue,

    /// <summary>Behind an equal query that is in a sealed exchange.</summary>
    Held,

    /// <summary>None, because the queue is full.</summary>
    None,
}
