namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The form of a transaction that is too young (or not decided yet) in the answer. Documented: the answer may not be valid yet.
/// The form is inferred.</summary>
public enum DipsYoungTransaction
{
    /// <summary>The transaction is omitted.</summary>
    Omit = 0,

    /// <summary>The transaction has its id, amount and date, but no <c>approved</c> and no codes.</summary>
    Partial,

    /// <summary>The transaction is reported as not completed (<c>approved="no"</c>, condition code 117), regardless of its real
    /// outcome.</summary>
    Stale,
}
