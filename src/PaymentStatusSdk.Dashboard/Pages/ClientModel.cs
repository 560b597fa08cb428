using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The situation of one client.</summary>
/// <param name="Name">The client's name.</param>
/// <param name="Provider">The gateway product; null when the client is not registered in this instance.</param>
/// <param name="Health">Its health in this instance; null when it is not known.</param>
/// <param name="PauseLeft">How long its checks are still paused in this instance; null when they are not.</param>
/// <param name="Active">The active payments by state.</param>
/// <param name="NextCheckAt">When its next payment is due; null when it has no active payment.</param>
/// <param name="Intervals">Its checks by this instance, the oldest interval first.</param>
internal sealed record ClientModel(
    string Name, string? Provider, GatewayHealth? Health, TimeSpan? PauseLeft, IReadOnlyList<ActiveCount> Active,
    DateTimeOffset? NextCheckAt, IReadOnlyList<CheckInterval> Intervals);
