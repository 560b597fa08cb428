namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>The rule that an input broke.</summary>
internal enum Oracle
{
    /// <summary>Only documented exceptions leave the product.</summary>
    Exception,

    /// <summary>The time grows with the length of the input, not with its square.</summary>
    Time,

    /// <summary>The memory is bounded by the length of the input.</summary>
    Memory,

    /// <summary>The state of a payment, its finality, funds and amount are those that the naive reader reads.</summary>
    Payment,

    /// <summary>The content is the one that the naive reader reads.</summary>
    Content,

    /// <summary>A message counts as genuine only if the naive reader can verify its signature.</summary>
    Signature,

    /// <summary>A secret does not appear in a text for people.</summary>
    Secret,
}
