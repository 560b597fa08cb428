namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>How an exchange with a gateway fails.</summary>
internal enum GatewayFault
{
    None,
    Slow,
    Hangs,
    Transport,
    AnswerLost,
    Unavailable,
    RateLimited,
    RateLimitedForLong,
    Rejected,
    Refused,
    Unreadable,
    Authentication,
    Defect,
}

/// <summary>How an answer differs from the truth.</summary>
internal enum AnswerFault
{
    None,
    Stale,
    NotFound,
    Contradictory,
    AnotherPayment,
    AnotherAmount,

    /// <summary>The answer does not name the payment.</summary>
    Unnamed,
}
