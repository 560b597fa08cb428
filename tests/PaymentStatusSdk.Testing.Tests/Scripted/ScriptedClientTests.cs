using static PaymentStatusSdk.Testing.Tests.Scripted.ScriptedQueries;

namespace PaymentStatusSdk.Testing.Tests.Scripted;

/// <summary>The order of scripted answers, failures, holds and waits, and the queries that are rejected.</summary>
public sealed class ScriptedClientTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_returned_in_order_and_the_last_repeats()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured);

        Assert.Equal(PaymentState.Pending, (await SendAsync(client, "ORDER-1")).State);
        Assert.Equal(PaymentState.Captured, (await SendAsync(client, "ORDER-1")).State);
        Assert.Equal(PaymentState.Captured, (await SendAsync(client, "ORDER-1")).State);
    }

    [Fact]
    public async Task Script_continues_with_later_additions()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Fail("ORDER-1", TransactionStatusErrorKind.Timeout)
            .Answer("ORDER-1", PaymentState.Pending);

        await Assert.ThrowsAsync<TransactionStatusException>(() => SendAsync(client, "ORDER-1"));
        await SendAsync(client, "ORDER-1");
        await SendAsync(client, "ORDER-1");
        client.Answer("ORDER-1", PaymentState.Captured);

        Assert.Equal(PaymentState.Captured, (await SendAsync(client, "ORDER-1")).State);
    }

    [Fact]
    public async Task Failure_is_a_new_exception_each_time()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Fail("ORDER-1", TransactionStatusErrorKind.RateLimited, TimeSpan.FromSeconds(30))
            .Fail("ORDER-2", () => new HttpRequestException("broken"));

        var first = await Assert.ThrowsAsync<TransactionStatusException>(() => SendAsync(client, "ORDER-1"));
        var second = await Assert.ThrowsAsync<TransactionStatusException>(() => SendAsync(client, "ORDER-1"));

        Assert.NotSame(first, second);
        Assert.Equal(
            (TransactionStatusErrorKind.RateLimited, true, "cards", TimeSpan.FromSeconds(30)),
            (first.Kind, first.IsTransient, first.ClientName, first.RetryAfter));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(client, "ORDER-2"));
    }

    [Fact]
    public async Task Query_without_a_script_throws_and_lists_the_scripted_references()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).NotFound("ORDER-2").NotFound("ORDER-1");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(client, "ORDER-9"));

        Assert.Contains("'ORDER-9'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'ORDER-1', 'ORDER-2'", error.Message, StringComparison.Ordinal);
        Assert.Single(client.Queries);
    }

    [Fact]
    public async Task Every_other_reference_runs_through_the_common_script_separately()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Answer("ORDER-1", PaymentState.Declined)
            .Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Pending, PaymentState.Captured);

        Assert.Equal(PaymentState.Pending, (await SendAsync(client, "ORDER-2")).State);
        Assert.Equal(PaymentState.Pending, (await SendAsync(client, "ORDER-3")).State);
        Assert.Equal(PaymentState.Captured, (await SendAsync(client, "ORDER-2")).State);
        Assert.Equal(PaymentState.Declined, (await SendAsync(client, "ORDER-1")).State);
    }

    [Fact]
    public async Task Held_query_waits_until_released_and_is_recorded_immediately()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Answer("ORDER-1", PaymentState.Captured)
            .Answer("ORDER-2", PaymentState.Captured);
        var hold = client.Hold("ORDER-1");

        var held = SendAsync(client, "ORDER-1");
        await client.WaitForQueriesAsync(1, Cancel);
        var free = await SendAsync(client, "ORDER-2");

        Assert.False(held.IsCompleted);
        Assert.Equal(PaymentState.Captured, free.State);
        Assert.Equal(["ORDER-1", "ORDER-2"], client.Queries.Select(query => query.MerchantReference));
        hold.Release();
        Assert.Equal(PaymentState.Captured, (await held).State);
        await SendAsync(client, "ORDER-1");
    }

    [Fact]
    public async Task Held_query_can_be_canceled()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", PaymentState.Captured);
        using var hold = client.Hold();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var held = client.GetStatusAsync(TransactionQuery.ByMerchantReference("ORDER-1"), cancel.Token);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Wait_for_queries_completes_after_the_given_number_of_queries()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", PaymentState.Captured);
        var waiting = client.WaitForQueriesAsync(2, Cancel);

        await SendAsync(client, "ORDER-1");
        Assert.False(waiting.IsCompleted);
        await SendAsync(client, "ORDER-1");

        await waiting;
    }

    [Fact]
    public async Task Unsupported_query_is_rejected_and_not_recorded()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
        {
            Capabilities = new GatewayCapabilities { SupportsGatewayReference = true },
        }
            .Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        var both = TransactionQuery.ByGatewayReference("G1") with { MerchantReference = "ORDER-1" };
        var none = TransactionQuery.ByGatewayReference("G1") with { GatewayReference = null };

        await Assert.ThrowsAsync<ArgumentException>("query", () => SendAsync(client, "ORDER-1"));
        await Assert.ThrowsAsync<ArgumentException>("query", () => client.GetStatusAsync(both, Cancel));
        await Assert.ThrowsAsync<ArgumentException>("query", () => client.GetStatusAsync(none, Cancel));
        Assert.Empty(client.Queries);
        Assert.Equal(
            ("cards", "scripted", false),
            (client.Metadata.ClientName, client.Metadata.Provider, client.Metadata.Capabilities.SupportsMerchantReference));
    }

    [Fact]
    public async Task Script_without_a_reference_or_answer_is_rejected()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock);

        Assert.Throws<ArgumentException>("id", () => client.NotFound(" "));
        Assert.Throws<ArgumentException>(() => client.Answer("ORDER-1", Array.Empty<PaymentState>()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(client, "ORDER-1"));
    }

    [Fact]
    public async Task Concurrent_queries_get_one_step_each()
    {
        const int Queries = 400;
        var states = Enumerable.Repeat(PaymentState.Pending, Queries - 1).Append(PaymentState.Captured).ToArray();
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", states);

        var results = await Task.WhenAll(
            Enumerable.Range(0, Queries).Select(_ => Task.Run(() => SendAsync(client, "ORDER-1"), Cancel)));

        Assert.Equal(Queries, client.Queries.Count);
        Assert.Single(results, result => result.State == PaymentState.Captured);
    }
}
