namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The position of the results in step 4. Inferred; the rule "any transaction whose id was queried" reads all of them.</summary>
public enum DipsLayout
{
    /// <summary><c>merchant/transaction</c>, one for each queried transaction.</summary>
    Flat = 0,

    /// <summary><c>merchant/transactions/transaction</c>, one for each queried transaction.</summary>
    Wrapped,

    /// <summary>As in the request: <c>merchant/transactions/transaction</c> is the Status transaction and contains
    /// <c>transactions/transaction</c>.</summary>
    Nested,

    /// <summary>One POST for each queried transaction, with the layout of <see cref="Flat"/>.</summary>
    OnePostEach,
}
