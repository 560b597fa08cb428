namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>The explanation of a failure of the database.</summary>
/// <param name="Text">What happened and what to do, for the message of the exception.</param>
/// <param name="IsTransient">Whether the same call may succeed later.</param>
public sealed record StoreFailure(string Text, bool IsTransient)
{
    /// <summary>Whether the content of the call can never be stored.</summary>
    public bool IsOfData { get; init; }

    /// <summary>Whether the connection is unusable, and other connections of the pool may be as well.</summary>
    public bool IsConnectionLost { get; init; }

    /// <summary>Whether the connection is unusable, but a repetition of the call on another one would fail as well.</summary>
    public bool IsConnectionUnusable { get; init; }

    /// <summary>Whether the server is unusable now, so that all connections to it have to be replaced.</summary>
    public bool IsServerLost { get; init; }

    /// <summary>Whether certainly nothing was written, because the server has aborted the transaction.</summary>
    public bool IsRejection { get; init; }

    /// <summary>Whether the call conflicted with another transaction, so that an immediate retry may succeed.</summary>
    public bool IsConflict { get; init; }

    /// <summary>Whether another process holds a lock on the database, so that the call may wait and retry.</summary>
    public bool IsBusy { get; init; }
}
