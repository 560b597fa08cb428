using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>A change to add.</summary>
/// <param name="Change">The change.</param>
/// <param name="IsHead">Whether it is the next change of its transaction.</param>
/// <param name="DueAt">When it is due.</param>
internal sealed record NewChange(StatusChange Change, bool IsHead, DateTimeOffset DueAt);
