namespace PaymentStatusSdk.Callbacks;

/// <summary>The addresses to which gateways send messages.</summary>
public static class PaymentStatusCallbacks
{
    /// <summary>The path below which each client has its callback address: <c>/payment-status/{name}</c>.</summary>
    public const string PathPrefix = "/payment-status";
}
