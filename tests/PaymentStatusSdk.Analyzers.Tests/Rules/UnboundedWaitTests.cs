using PaymentStatusSdk.Analyzers.CodeFixes;
using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS009.</summary>
public class UnboundedWaitTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    var last = await client.WaitForFinalStatusAsync(query, [|new PollingSchedule(TimeSpan.FromSeconds(1))|]);
                    return last.State.ToString();
                });
        }
        """,
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    var schedule = PollingSchedule.Default with { MaxDuration = null };
                    var last = await client.WaitForAsync(query, one => one.Finality == Finality.Final, [|schedule|]);
                    return last.State.ToString();
                });
        }
        """,
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    var last = await client.GetStatusAsync(query, cancellationToken);
                    while ([|last.Finality != Finality.Final|])
                    {
                        await Task.Delay(1000, cancellationToken);
                        last = await client.GetStatusAsync(query, cancellationToken);
                    }
                    return last.State.ToString();
                });
        }
        """,
        """
        public sealed class PaymentController(ITransactionStatusClient client) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public async Task<string> Get(string id)
            {
                var query = TransactionQuery.ByMerchantReference(id);
                return (await client.WaitForFinalStatusAsync(query, [|new PollingSchedule(TimeSpan.FromSeconds(1))|])).ToString();
            }
        }
        """,
        """
        public sealed class PaidMiddleware(ITransactionStatusClient client)
        {
            public async Task InvokeAsync(HttpContext context, TransactionQuery query)
            {
                await foreach (var change in client.WatchAsync(query, [|new PollingSchedule(TimeSpan.FromSeconds(1))|]))
                    Console.WriteLine(change);
            }
        }
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    return (await client.WaitForFinalStatusAsync(query)).State.ToString();
                });
        }
        """,
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    var schedule = new PollingSchedule(TimeSpan.FromSeconds(1)) { MaxDuration = TimeSpan.FromSeconds(20) };
                    return (await client.WaitForFinalStatusAsync(query, schedule)).State.ToString();
                });
        }
        """,
        """
        var last = await client.WaitForFinalStatusAsync(query, new PollingSchedule(TimeSpan.FromSeconds(1)));
        Console.WriteLine(last);
        """,
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                    var schedule = new PollingSchedule(TimeSpan.FromSeconds(1));
                    return (await client.WaitForFinalStatusAsync(query, schedule, cancellationToken: limit.Token)).ToString();
                });
        }
        """,
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    var schedule = new PollingSchedule(TimeSpan.FromSeconds(1));
                    await foreach (var change in client.WatchAsync(query, schedule, cancellationToken: cancellationToken))
                        Console.WriteLine(change);
                    return "";
                });
        }
        """,
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    var last = await client.GetStatusAsync(query);
                    for (var tries = 0; tries < 3 && last.Finality != Finality.Final; tries++) last = await client.GetStatusAsync(query);
                    return last.State.ToString();
                });
        }
        """,
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    var last = await client.GetStatusAsync(query, cancellationToken);
                    var tries = 0;
                    while (last.Finality != Finality.Final && tries++ < 5) last = await client.GetStatusAsync(query, cancellationToken);
                    return last.State.ToString();
                });
        }
        """,
    ];

    public static TheoryData<string, string> Fixes => new()
    {
        {
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    client.WaitForFinalStatusAsync(query, new PollingSchedule(TimeSpan.Zero));
                });
        }
        """,
        """
        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder app, TransactionQuery query) =>
                app.MapGet("/paid", async (ITransactionStatusClient client, CancellationToken cancellationToken) =>
                {
                    client.WaitForFinalStatusAsync(query, new PollingSchedule(TimeSpan.Zero) { MaxDuration = TimeSpan.FromSeconds(20) });
                });
        }
        """
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS009", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);

    // The same text twice: only the author can fix it.
    [Theory]
    [MemberData(nameof(Fixes))]
    public Task Fix_makes_wrong_code_right(string before, string after) =>
        RuleTest.FixesAsync(before, after, new UnboundedWaitFix());
}
