namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>What the page shows.</summary>
/// <param name="Payments">The newest ones, newest first.</param>
/// <param name="HasMore">There are older ones.</param>
/// <param name="Parked">The changes that wait for somebody to deliver them again.</param>
/// <param name="OrderSystemIsUp">Does the shop's order system take changes?</param>
internal sealed record Overview(IReadOnlyList<PaymentView> Payments, bool HasMore, IReadOnlyList<ChangeView> Parked, bool OrderSystemIsUp);
