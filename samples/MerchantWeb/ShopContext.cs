using Microsoft.EntityFrameworkCore;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The shop's own tables, in the database in which tracking stores its rows.</summary>
internal sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderSystem> OrderSystems => Set<OrderSystem>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Order>(order =>
        {
            order.ToTable("shop_order");
            order.Property(one => one.Id).HasColumnName("id");
            order.Property(one => one.Instruction).HasColumnName("instruction");
            order.Property(one => one.LastChange).HasColumnName("last_change");
        });
        modelBuilder.Entity<OrderSystem>(system =>
        {
            system.ToTable("shop_order_system");
            system.Property(one => one.Id).HasColumnName("id");
            system.Property(one => one.IsUp).HasColumnName("is_up");
        });
    }
}
