namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The id of a leased row or change, and the fencing number of its claim.</summary>
/// <typeparam name="TId">The type of the id.</typeparam>
/// <param name="Id">The row or the change.</param>
/// <param name="Fence">The fencing number of the claim.</param>
public readonly record struct Lease<TId>(TId Id, long Fence);
