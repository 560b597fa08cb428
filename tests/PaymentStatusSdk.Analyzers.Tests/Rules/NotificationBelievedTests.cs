using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS007.</summary>
public class NotificationBelievedTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                await [|shop.MarkPaidAsync(notification.MerchantReference!)|];
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                if (notification.Message == "850") await [|shop.ShipAsync(notification.GatewayReference!)|];
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                switch (notification.Message)
                {
                    case "CANCELED":
                        await [|shop.CancelOrderAsync("1")|];
                        break;
                }
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                if (notification.SignedAmount is { Amount: > 0 })
                {
                    var order = new Order();
                    [|order.IsPaid = true|];
                    Console.WriteLine(order);
                }
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                var order = await shop.FindAsync(notification.MerchantReference);
                if (order is null) return;
                [|order.Status = OrderStatus.Paid|];
            }
        }
        """,
        """
        if (notification.IsMerchantReferenceSigned) await [|shop.ShipAsync(id)|];
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                await tracker.CheckNowAsync(1, cancellationToken);
                Console.WriteLine(notification.Message);
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                var query = notification.ToQuery() with { ExpectedAmount = new Money(1m, "EUR") };
                var result = await client.GetStatusAsync(query, cancellationToken);
                if (result.Verdict == PaymentVerdict.Success) await shop.ShipAsync(notification.MerchantReference!);
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                await shop.CheckLaterAsync(notification.MerchantReference!);
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                await shop.ShipIfPaidAsync(notification.MerchantReference!);
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                await shop.EnqueuePaidCheckAsync(notification.MerchantReference!);
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                Console.WriteLine(notification.Message);
            }
        }
        """,
        """
        public sealed class Hook(Shop shop, ITransactionStatusClient client, ITransactionTracker tracker) : IStatusNotificationHandler
        {
            public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
            {
                Console.WriteLine((client, tracker, shop));
                await Task.Yield();
                if (notification.MerchantReference is not { } reference) return;
                await shop.NotifyAsync(reference);
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS007", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);
}
