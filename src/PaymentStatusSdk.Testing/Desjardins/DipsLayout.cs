namespace PaymentStatusSdk.Testing;

/// <summary>Where the results stand in step 4. Inferred; all of them can be read by the rule "any transaction whose id was asked for".</summary>
public enum DipsLayout
{
    /// <summary><c>merchant/transaction</c>, one for each target.</summary>
    Flat = 0,

    /// <summary><c>merchant/transactions/transaction</c>, one for each target.</summary>
    Wrapped,

    /// <summary>As in the request: <c>merchant/transactions/transaction</c> is the Status transaction and holds <c>transactions/transaction</c>.</summary>
    Nested,

    /// <summary>One POST for each target, each laid out as <see cref="Flat"/>.</summary>
    OnePostEach,
}
