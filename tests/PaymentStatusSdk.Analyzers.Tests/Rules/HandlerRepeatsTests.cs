using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS008.</summary>
public class HandlerRepeatsTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                if (change.Transaction.Verdict != PaymentVerdict.Success) return;
                var order = await db.Orders.SingleAsync(one => one.Id == change.Transaction.MerchantReference, cancellationToken);
                [|order.Balance += 10|];
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                if (change.Transaction.Verdict != PaymentVerdict.Success) return;
                var order = await db.Orders.SingleAsync(one => one.Id == change.Transaction.MerchantReference, cancellationToken);
                [|order.Stock--|];
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                if (change.Transaction is { Verdict: PaymentVerdict.Success })
                    [|db.Orders.Add(new Order { Text = "shipment" })|];
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                await using var command = connection.CreateCommand();
                [|command.CommandText = "INSERT INTO shipments (order_id) VALUES (@id)"|];
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                await [|db.Database.ExecuteSqlRawAsync("UPDATE stock SET amount = amount - 1 WHERE article = 'A'", cancellationToken)|];
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                var order = await db.Orders.FindAsync([change.Transaction.MerchantReference!], cancellationToken);
                if (order is null) return;
                [|order.Balance -= 1|];
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                if (change.Transaction.Verdict != PaymentVerdict.Success) return;
                var order = await db.Orders.SingleAsync(one => one.Id == change.Transaction.MerchantReference, cancellationToken);
                order.Balance += 10;
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<ShopContext, Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                if (await db.Orders.AnyAsync(one => one.Text == change.Id.ToString(), cancellationToken)) return;
                if (change.Transaction.Verdict != PaymentVerdict.Success) return;
                var order = await db.Orders.SingleAsync(one => one.Id == change.Transaction.MerchantReference, cancellationToken);
                order.Balance += 10;
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                if (change.Transaction.Verdict != PaymentVerdict.Success) return;
                var order = await db.Orders.SingleAsync(one => one.Id == change.Transaction.MerchantReference, cancellationToken);
                order.Status = OrderStatus.Paid;
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                if (change.Transaction.Verdict != PaymentVerdict.Success) return;
                var order = await db.Orders.SingleAsync(one => one.Id == change.Transaction.MerchantReference, cancellationToken);
                if (order.IsPaid) return;
                order.IsPaid = true;
                order.Balance += 10;
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                await db.Database.ExecuteSqlRawAsync("INSERT INTO shipments (id) VALUES (1) ON CONFLICT DO NOTHING", cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                await db.Database.ExecuteSqlRawAsync("UPDATE orders SET status = 'paid' WHERE id = 1", cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                if (change.Transaction.Verdict != PaymentVerdict.Success) return;
                var order = await db.Orders.SingleAsync(one => one.Id == change.Transaction.MerchantReference, cancellationToken);
                order.Balance += 10;
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.GetHashCode();
        }
        """,
        """
        public sealed class Updates(ShopContext db, System.Data.Common.DbConnection connection) : IStatusChangeHandler
        {
            public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
            {
                Console.WriteLine((db, connection));
                await Task.Yield();
                try
                {
                    db.Orders.Add(new Order { Id = change.Transaction.MerchantReference! });
                    await db.SaveChangesAsync(cancellationToken);
                }
                catch (DbUpdateException)
                {
                    Console.WriteLine("shipped before");
                }
            }
        }

        public static class Registration
        {
            public static void Add(PaymentTrackingBuilder tracking) => tracking.AddStatusChangeHandler<Updates>();
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS008", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);
}
