namespace PaymentStatusSdk.Conformance.Stores;

/// <summary>How the first try of each change and handler fails.</summary>
public enum HandlerFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>After its write.</summary>
    ThrowsAfterTheEffect,

    /// <summary>Before its write.</summary>
    ThrowsBeforeTheEffect,

    /// <summary>It waits until it is canceled.</summary>
    Hangs,

    /// <summary>It continues after its time limit.</summary>
    HangsAndIgnoresItsToken,

    /// <summary>It rolls the transaction back itself.</summary>
    EndsTheTransaction,
}
