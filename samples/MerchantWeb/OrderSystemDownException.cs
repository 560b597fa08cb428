namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The order system accepts no instructions.</summary>
internal sealed class OrderSystemDownException() : Exception("The order system is switched off. Switch it on with the page of the shop.");
