using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Analyzers.Tests.Harness;

/// <summary>The sources that tests compile: a shop around the statements of a test, and files of the repository.</summary>
internal static class Sources
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    /// <summary>The shop that the snippets of the rules call.</summary>
    public const string Shop = """
        using Microsoft.EntityFrameworkCore;
        using PaymentStatusSdk;
        using PaymentStatusSdk.Tracking;

        public enum OrderStatus { New, Waiting, Paid, Shipped, Canceled, Failed, InReview }

        public sealed class Order
        {
            public string Id { get; set; } = "";
            public OrderStatus Status { get; set; }
            public bool IsPaid { get; set; }
            public bool IsCanceled { get; set; }
            public string Text { get; set; } = "";
            public int Stock { get; set; }
            public decimal Balance { get; set; }
            public Money? Total { get; set; }
        }

        public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
        {
            public DbSet<Order> Orders => Set<Order>();
        }

        public sealed class Shop
        {
            public Task ShipAsync(string id) => Task.CompletedTask;
            public Task ShipIfPaidAsync(string id) => Task.CompletedTask;
            public Task MarkPaidAsync(string id) => Task.CompletedTask;
            public Task MarkFailedAsync(string id) => Task.CompletedTask;
            public Task CancelOrderAsync(string id) => Task.CompletedTask;
            public Task ChargeAgainAsync(string id) => Task.CompletedTask;
            public Task ReleaseStockAsync(string id) => Task.CompletedTask;
            public Task AddToReviewAsync(string id) => Task.CompletedTask;
            public Task CheckLaterAsync(string id) => Task.CompletedTask;
            public Task EnqueuePaidCheckAsync(string id) => Task.CompletedTask;
            public Task NotifyAsync(string id) => Task.CompletedTask;
            public Task<Order?> FindAsync(string? id) => Task.FromResult<Order?>(null);
            public void ShowFailure(string id) { }
            public Task SaveAsync(Order order) => Task.CompletedTask;
        }
        """;

    private const string Class = """
        using Microsoft.EntityFrameworkCore;
        using PaymentStatusSdk;
        using PaymentStatusSdk.Tracking;

        """;

    public static string Root { get; } = FindRoot();

    /// <summary>Returns statements as a method of a class that has all that a merchant injects; a class remains as it is.</summary>
    public static string Whole(string snippet) => Class + (snippet.Contains("class ", StringComparison.Ordinal) ? snippet : $$"""
        public sealed class Checkout(
            ITransactionStatusClient client, ITransactionStatusClientFactory clients, ITransactionTracker tracker, Shop shop,
            ShopContext db, ILogger<Checkout> logger)
        {
            public async Task RunAsync(
                Order order, string id, TransactionQuery query, TransactionStatusResult result, StatusBelief belief,
                TrackedTransaction payment, StatusChange change, StatusNotification notification, CancellationToken cancellationToken)
            {
                await Task.Yield();
                logger.LogInformation("{A} {B} {C} {D} {E}", client, clients, tracker, shop, db);
                {{snippet.ReplaceLineEndings("\n        ")}}
            }
        }
        """);

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file)!;
        while (!File.Exists(Path.Combine(folder, "PaymentStatus.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
