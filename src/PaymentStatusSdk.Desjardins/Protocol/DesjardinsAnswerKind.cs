namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>The content of an answer about one transaction.</summary>
internal enum DesjardinsAnswerKind
{
    /// <summary>The answer has no usable content.</summary>
    Unknown = 0,

    /// <summary><c>approved="yes"</c>.</summary>
    Approved,

    /// <summary><c>approved="no"</c>.</summary>
    Refused,

    /// <summary>The answer does not name the transaction.</summary>
    Missing,

    /// <summary>
    /// The answer has an error for the transaction or contradicts itself. The transaction's kind and age do not change that.
    /// </summary>
    ErrorOrContradiction,
}
