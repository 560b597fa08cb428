using Microsoft.EntityFrameworkCore;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<Shipment> Shipments => Set<Shipment>();
}
