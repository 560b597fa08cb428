namespace PaymentStatusSdk.Tracking;

/// <summary>Why a check found nothing, as far as it matters for the next one.</summary>
internal enum CheckFailure
{
    /// <summary>It found something.</summary>
    None = 0,

    /// <summary>The client accepts no queries at present, whatever the transaction: it is slowed down, and no attempt is used.</summary>
    Busy,

    /// <summary>The query got no answer.</summary>
    Unanswered,

    /// <summary>This transaction cannot be asked for.</summary>
    Refused,
}
