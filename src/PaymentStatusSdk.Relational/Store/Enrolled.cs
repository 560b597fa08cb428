using System.Runtime.ExceptionServices;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>The result of an enrollment.</summary>
/// <param name="Transaction">The row.</param>
/// <param name="Failure">The exception of the caller's delegate; null when it threw none.</param>
internal sealed record Enrolled(TrackedTransaction Transaction, ExceptionDispatchInfo? Failure = null);
