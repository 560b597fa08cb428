using Microsoft.EntityFrameworkCore;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The shop's own tables, in the database in which tracking stores its rows.</summary>
internal sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Order>(order =>
    {
        order.ToTable("shop_order");
        order.Property(one => one.Id).HasColumnName("id");
        order.Property(one => one.Instruction).HasColumnName("instruction");
    });
}
