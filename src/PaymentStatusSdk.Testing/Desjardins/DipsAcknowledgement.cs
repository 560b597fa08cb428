namespace PaymentStatusSdk.Testing;

/// <summary>What the merchant must answer to step 4, besides status 200, so that a delivery counts as accepted.</summary>
public enum DipsAcknowledgement
{
    /// <summary>The document of the sibling protocols: <c>response/merchant/transaction accepted="yes"</c> for every id at the top of the POST.</summary>
    Xml = 0,

    /// <summary>An empty body.</summary>
    Empty,

    /// <summary>Either of the two.</summary>
    Either,
}
