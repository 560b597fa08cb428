namespace PaymentStatusSdk.TestDoubles;

/// <summary>Results of queries. A test adds the members that it is about.</summary>
public static class SampleResults
{
    /// <summary>A captured purchase whose money has arrived, without amount, gateway answer, anomalies and times.</summary>
    public static TransactionStatusResult Paid { get; } = new()
    {
        ClientName = "cards",
        Kind = TransactionKind.Purchase,
        Outcome = LookupOutcome.Answered,
        State = PaymentState.Captured,
        Finality = Finality.Final,
        Funds = FundsState.Received,
        Reason = FailureReason.None,
        GatewayReference = "G1",
        MerchantReference = "ORDER-1",
    };
}
