namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Switches the order system on or off.</summary>
/// <param name="IsUp">On?</param>
internal sealed record SwitchRequest(bool IsUp);
