namespace PaymentStatusSdk.Desjardins.Callbacks;

/// <summary>The reason why a POST with a genuine token was rejected. The mailbox stores the numeric values: only append new ones.</summary>
internal enum DesjardinsRefusalReason
{
    /// <summary>A reason that this version does not know.</summary>
    Unknown = 0,

    /// <summary>It is not a document of this protocol: its encoding, markup or root is wrong, or it contradicts itself.</summary>
    Unreadable = 1,

    /// <summary>It names no merchant account.</summary>
    NoMerchant = 2,

    /// <summary>It names another merchant account.</summary>
    OtherMerchant = 3,

    /// <summary>It has content, but no transaction with an id.</summary>
    NotUnderstood = 4,

    /// <summary>It is larger than the host or the mailbox accepts.</summary>
    TooLarge = 5,
}
