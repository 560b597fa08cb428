namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The content of the page, without the histories.</summary>
/// <param name="Payments">The newest payments, newest first.</param>
/// <param name="HasMore">Whether there are older payments.</param>
/// <param name="Parked">The parked changes, which wait for a manual redelivery.</param>
/// <param name="OrderSystemIsUp">Whether the shop's order system is switched on.</param>
internal sealed record Overview(IReadOnlyList<PaymentView> Payments, bool HasMore, IReadOnlyList<ChangeView> Parked, bool OrderSystemIsUp);
