namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The answer to step 4, besides status 200, that makes a delivery accepted.</summary>
public enum DipsAcknowledgement
{
    /// <summary>The document of the sibling protocols: <c>response/merchant/transaction accepted="yes"</c> for every id at the top of the
    /// POST.</summary>
    Xml = 0,

    /// <summary>An empty body.</summary>
    Empty,

    /// <summary>Either of the two answers.</summary>
    Either,
}
