using Microsoft.EntityFrameworkCore;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>A merchant's own context.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    /// <summary>The orders.</summary>
    public DbSet<ShopOrder> Orders => Set<ShopOrder>();
}
