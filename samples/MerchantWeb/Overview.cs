using PaymentStatusSdk.Samples.MerchantWeb.Workers;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The content of the page of the shop.</summary>
/// <param name="Orders">The newest orders, newest first.</param>
/// <param name="Workers">The workers, also those that have ended.</param>
/// <param name="Takeovers">The payments that a worker continued after another one was killed, newest first.</param>
/// <param name="MayStartWorker">Whether fewer workers run than at the start.</param>
/// <param name="GatewaysAnswer">Whether the gateways answer at once.</param>
/// <param name="OrderSystemIsUp">Whether the shop's order system is switched on.</param>
internal sealed record Overview(
    IReadOnlyList<OrderView> Orders, IReadOnlyList<WorkerView> Workers, IReadOnlyList<Takeover> Takeovers, bool MayStartWorker,
    bool GatewaysAnswer, bool OrderSystemIsUp);
