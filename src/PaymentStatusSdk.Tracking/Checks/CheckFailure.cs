namespace PaymentStatusSdk.Tracking;

/// <summary>Why a look found nothing, as far as it matters for the next one.</summary>
internal enum CheckFailure
{
    /// <summary>It found something.</summary>
    None = 0,

    /// <summary>The client takes no questions at present, whatever the transaction: it is slowed down, and no try is spent.</summary>
    Busy,

    /// <summary>The question got no answer.</summary>
    Unanswered,

    /// <summary>This transaction cannot be asked for.</summary>
    Refused,
}
