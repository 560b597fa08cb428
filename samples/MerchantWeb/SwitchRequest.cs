namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Switches a part of the sample on or off.</summary>
/// <param name="IsOn">Whether the part works.</param>
internal sealed record SwitchRequest(bool IsOn);
