using PaymentStatusSdk.Analyzers.CodeFixes;
using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS010.</summary>
public class ClientDisposedTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        var cards = clients.Get("cards");
        (cards as IDisposable)?[|.Dispose()|];
        """,
        """
        [|using var cards = (IDisposable)clients.Get("cards");|]
        """,
        """
        using ([|clients.Get("cards") as IDisposable|])
        {
            Console.WriteLine();
        }
        """,
        """
        if (client is IDisposable disposable) [|disposable.Dispose()|];
        """,
        """
        await [|((IAsyncDisposable)client).DisposeAsync()|];
        """,
        """
        public sealed class Payments(IServiceProvider services)
        {
            public void Close() => [|((IDisposable)services.GetRequiredKeyedService<ITransactionStatusClient>("cards")).Dispose()|];
        }
        """,
        """
        public sealed class Payments : IDisposable
        {
            private readonly ITransactionStatusClient _client;

            public Payments(ITransactionStatusClient client) => _client = client;

            public void Dispose() => (_client as IDisposable)?[|.Dispose()|];
        }
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        using var scope = new ServiceCollection().BuildServiceProvider();
        Console.WriteLine(scope.GetRequiredService<ITransactionStatusClient>());
        """,
        """
        public sealed class Decorated(ITransactionStatusClient inner) : DelegatingTransactionStatusClient(inner), IDisposable
        {
            public void Dispose() => (Inner as IDisposable)?.Dispose();
        }
        """,
        """
        public static class Own
        {
            public static void Close(ITransactionStatusClient created) => (created as IDisposable)?.Dispose();
        }
        """,
        """
        public sealed class Fixture : IDisposable
        {
            private readonly ITransactionStatusClient _client = new PaymentStatusSdk.Testing.ScriptedTransactionStatusClient("cards");

            public void Dispose() => (_client as IDisposable)?.Dispose();
        }
        """,
        """
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        Console.WriteLine(client);
        """,
        """
        using var http = new HttpClient();
        Console.WriteLine(clients.Get("cards"));
        """,
    ];

    public static TheoryData<string, string> Fixes => new()
    {
        {
        """
        if (client is IDisposable disposable) disposable.Dispose();
        await shop.NotifyAsync(id);
        """,
        """
        await shop.NotifyAsync(id);
        """
        },
        {
        """
        await ((IAsyncDisposable)client).DisposeAsync();
        await shop.NotifyAsync(id);
        """,
        """
        await shop.NotifyAsync(id);
        """
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS010", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);

    // The same text twice: only the author can fix it.
    [Theory]
    [MemberData(nameof(Fixes))]
    public Task Fix_makes_wrong_code_right(string before, string after) =>
        RuleTest.FixesAsync(before, after, new ClientDisposedFix());
}
