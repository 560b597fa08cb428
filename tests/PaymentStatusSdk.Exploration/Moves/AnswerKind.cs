namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>How a query ends. Any answer may follow any other: stale and contradictory ones are among them.</summary>
internal enum AnswerKind
{
    Pending,
    Captured,
    Declined,
    ProvisionalDecline,
    PartiallyRefunded,
    NotFound,
    Mismatch,
    Timeout,
    Refused,
    Busy,

    /// <summary>The second attempt under the merchant reference.</summary>
    SecondPending,
    SecondCaptured,
    SecondDeclined,

    /// <summary>The answer has no gateway reference.</summary>
    NamelessPending,
    NamelessDeclined,
    NamelessCaptured,

    /// <summary>The payment is captured, and the gateway waits for the money.</summary>
    FundsAwaited,

    /// <summary>The payment is captured, and the money has not arrived.</summary>
    FundsMissing,
    FundsReceived,

    /// <summary>The state of the answer is not understood, although the answer claims to be final.</summary>
    NotUnderstood,
    Ambiguous,

    /// <summary>The payment is captured, with an amount that no other answer has.</summary>
    OtherAmount,
    Refunded,
    Reversed,
    ChargedBack,

    /// <summary>A payout has arrived.</summary>
    Credited,

    /// <summary>A query without an answer, after which the gateway requests a delay that is longer than any limit.</summary>
    LongRetryAfter,

    /// <summary>A client that accepts no queries for longer than any limit.</summary>
    LongBusy,

    /// <summary>The answer does not name the queried transaction, so its state does not count.</summary>
    Unnamed,

    /// <summary>The first attempt is captured with its own amount.</summary>
    FirstWithOwnAmount,

    /// <summary>The first attempt is captured with the amount of the second one.</summary>
    FirstWithSecondAmount,
    SecondWithOwnAmount,
    SecondWithFirstAmount,
}
