namespace PaymentStatusSdk.Desjardins;

/// <summary>Why a POST with a genuine token was refused. The numbers go through the inbox: append only.</summary>
internal enum DesjardinsRefusalReason
{
    /// <summary>A reason that this version does not know.</summary>
    Unknown = 0,

    /// <summary>It is no document of this protocol: encoding, markup, root, or a contradiction in it.</summary>
    Unreadable = 1,

    /// <summary>It names no merchant.</summary>
    NoMerchant = 2,

    /// <summary>It names another merchant.</summary>
    OtherMerchant = 3,

    /// <summary>It has content, and no transaction with an id.</summary>
    NotUnderstood = 4,

    /// <summary>It says more than the inbox takes.</summary>
    TooLarge = 5,
}
