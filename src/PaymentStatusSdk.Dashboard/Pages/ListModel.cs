using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The content of the list of payments.</summary>
/// <param name="Query">What is shown.</param>
/// <param name="Page">The payments.</param>
/// <param name="Clients">The names of the clients.</param>
/// <param name="Attention">How many payments and deliveries need a person, each counted up to a limit.</param>
internal sealed record ListModel(ListQuery Query, TrackedPage Page, IReadOnlyList<string> Clients, Attention Attention);
