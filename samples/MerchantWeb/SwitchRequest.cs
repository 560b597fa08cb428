namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Switches the order system on or off.</summary>
/// <param name="IsUp">Whether the order system is on.</param>
internal sealed record SwitchRequest(bool IsUp);
