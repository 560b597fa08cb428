using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>The examples of the page about the merchant's transaction, compiled.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The examples are compiled, not run.")]
internal static class TransactionSnippets
{
    public static async Task TrackAsync(NpgsqlDataSource database, ITransactionTracker tracker, CancellationToken cancellationToken)
    {
        // snippet
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var insert = new NpgsqlCommand("INSERT INTO orders (id, status) VALUES ('ORDER-1001', 'new')", connection, transaction);
        await insert.ExecuteNonQueryAsync(cancellationToken);
        var query = TransactionQuery.ByMerchantReference("ORDER-1001") with { ExpectedAmount = new Money(125.45m, "EUR") };
        await tracker.TrackAsync("cards", query, transaction, cancellationToken: cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        // end
    }

    public static void Handler(WebApplicationBuilder builder)
    {
        // snippet
        builder.Services.AddPaymentTracking()
            .UsePostgreSql(builder.Configuration.GetConnectionString("Shop")!)
            .AddTransactionalStatusChangeHandler<ShipInTransaction>();
        // end
    }

    public static void Inbox(WebApplicationBuilder builder)
    {
        // snippet
        builder.Services.AddSingleton(NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Shop")!));
        builder.Services.AddPaymentTracking()
            .UseSqlite("Data Source=payments.db")
            .AddTransactionalStatusChangeHandler<ShipInTransaction>(services => services.GetRequiredService<NpgsqlDataSource>());
        // end
    }
}
