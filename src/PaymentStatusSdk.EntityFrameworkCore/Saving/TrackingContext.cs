using Microsoft.EntityFrameworkCore;

namespace PaymentStatusSdk.EntityFrameworkCore.Saving;

/// <summary>Marks that a context is registered, so that its options are configured once.</summary>
internal sealed class TrackingContext<TContext>
    where TContext : DbContext;
