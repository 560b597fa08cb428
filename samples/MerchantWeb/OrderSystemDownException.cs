namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The order system takes nothing at present.</summary>
internal sealed class OrderSystemDownException() : Exception("The order system is switched off: switch it on with the page.");
