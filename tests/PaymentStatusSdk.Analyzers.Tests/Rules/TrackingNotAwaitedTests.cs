using PaymentStatusSdk.Analyzers.CodeFixes;
using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS012.</summary>
public class TrackingNotAwaitedTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        _ = [|tracker.TrackAsync("cards", query)|];
        """,
        """
        public sealed class Start(ITransactionTracker tracker)
        {
            public void Pay(TransactionQuery query)
            {
                [|tracker.TrackAsync("cards", query)|];
            }
        }
        """,
        """
        _ = Task.Run(() => [|tracker.TrackAsync("cards", query)|], cancellationToken);
        """,
        """
        _ = Task.Run(async () => await [|tracker.TrackAsync("cards", query)|], cancellationToken);
        """,
        """
        var dropped = [|tracker.TrackAsync("cards", query)|];
        """,
        """
        #pragma warning disable CS4014
        [|tracker.TrackAsync("cards", query, cancellationToken: cancellationToken)|];
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        await tracker.TrackAsync("cards", query, cancellationToken: cancellationToken);
        """,
        """
        var tracked = await tracker.TrackAsync("cards", query, cancellationToken: cancellationToken);
        Console.WriteLine(tracked);
        """,
        """
        var task = tracker.TrackAsync("cards", query, cancellationToken: cancellationToken);
        await Task.WhenAll(task, shop.NotifyAsync(id));
        """,
        """
        public sealed class Start(ITransactionTracker tracker)
        {
            public Task Pay(TransactionQuery query) => tracker.TrackAsync("cards", query);
        }
        """,
        """
        await Task.WhenAll(new[] { query }.Select(one => tracker.TrackAsync("cards", one, cancellationToken: cancellationToken)));
        """,
        """
        _ = await tracker.TrackAsync("cards", query, cancellationToken: cancellationToken);
        """,
        """
        await Task.Run(() => tracker.TrackAsync("cards", query), cancellationToken);
        """,
    ];

    public static TheoryData<string, string> Fixes => new()
    {
        {
        """
        _ = tracker.TrackAsync("cards", query);
        """,
        """
        await tracker.TrackAsync("cards", query);
        """
        },
        {
        """
        #pragma warning disable CS4014
        tracker.TrackAsync("cards", query);
        """,
        """
        #pragma warning disable CS4014
        await tracker.TrackAsync("cards", query);
        """
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS012", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);

    // The same text twice: only the author can fix it.
    [Theory]
    [MemberData(nameof(Fixes))]
    public Task Fix_makes_wrong_code_right(string before, string after) =>
        RuleTest.FixesAsync(before, after, new TrackingNotAwaitedFix());
}
