namespace PaymentStatusSdk.Samples.MerchantWeb.Workers;

/// <summary>A payment that one worker left, and another one continued.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="From">The process that was killed while it checked the payment.</param>
/// <param name="By">The process that continued.</param>
/// <param name="Seconds">The seconds in between: the rest of the lease.</param>
internal sealed record Takeover(string OrderId, int From, int By, double Seconds);
