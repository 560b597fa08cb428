using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>A database of one test, for the orders and for tracking.</summary>
public interface IShopDatabase : IAsyncDisposable
{
    Task CreateAsync(CancellationToken cancellationToken);

    void UseStore(PaymentTrackingBuilder tracking);

    /// <summary>Uses the database, with a strategy for retries.</summary>
    void UseDatabase(DbContextOptionsBuilder options, Retries retries);

    /// <summary>Uses another database of the same provider.</summary>
    void UseOtherDatabase(DbContextOptionsBuilder options);
}
