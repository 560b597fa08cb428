namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The id of leased work and its fencing number.</summary>
/// <typeparam name="TId">The kind of id.</typeparam>
/// <param name="Id">The row or the change.</param>
/// <param name="Fence">The fencing number of the claim.</param>
public readonly record struct Lease<TId>(TId Id, long Fence);
