namespace PaymentStatusSdk.Desjardins;

/// <summary>What an answer says about one transaction.</summary>
internal enum DesjardinsAnswerKind
{
    /// <summary>Nothing that could be read.</summary>
    Unknown = 0,

    /// <summary><c>approved="yes"</c>.</summary>
    Approved,

    /// <summary><c>approved="no"</c>.</summary>
    Refused,

    /// <summary>The answer does not name it.</summary>
    Missing,

    /// <summary>An error beside it, or a contradiction: no kind and no age changes that.</summary>
    Disputed,
}
