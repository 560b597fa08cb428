namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>Why a check got no answer, as far as the reason affects the next check.</summary>
internal enum CheckFailure
{
    /// <summary>The check got an answer.</summary>
    None = 0,

    /// <summary>
    /// The client currently accepts no queries, for any transaction. The client is slowed down, and the check does not count.
    /// </summary>
    Busy,

    /// <summary>The query got no answer.</summary>
    Unanswered,

    /// <summary>The gateway or the client rejects queries for this transaction.</summary>
    Refused,
}
