namespace PaymentStatusSdk.Testing;

/// <summary>How a target that is too young (or not decided yet) stands in the answer. That answers may not be valid is stated; the form is inferred.</summary>
public enum DipsYoungTarget
{
    /// <summary>Not at all.</summary>
    Omit = 0,

    /// <summary>With its id, amount and date, but without <c>approved</c> and codes.</summary>
    Partial,

    /// <summary>As not completed (<c>approved="no"</c>, condition code 117), whatever it is.</summary>
    Stale,
}
