using static PaymentStatusSdk.Testing.Tests.Scripted.ScriptedQueries;

namespace PaymentStatusSdk.Testing.Tests.Scripted;

/// <summary>The scripts, holds and waits that apply to a query, and the queries that are rejected.</summary>
public sealed class ScriptTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Default_capabilities_support_and_report_everything()
    {
        var expected = new GatewayCapabilities
        {
            SupportsGatewayReference = true,
            SupportsMerchantReference = true,
            MaxConcurrentExchanges = 16,
            ReportsAmount = true,
            ReportsFunds = true,
            ReportsRefunds = true,
            ReportsChargebacks = true,
        };

        var client = new ScriptedTransactionStatusClient("cards");

        Assert.Equal(new TransactionStatusClientMetadata("cards", "scripted", expected), client.Metadata);
        Assert.Equal(TimeSpan.Zero, client.AnswerDelay);
    }

    [Fact]
    public async Task Default_clock_is_the_system_clock()
    {
        var before = TimeProvider.System.GetUtcNow();

        var result = await SendAsync(new ScriptedTransactionStatusClient("cards").NotFound("A"), "A");

        Assert.InRange(result.AskedAt, before, result.ObservedAt);
        Assert.InRange(result.ObservedAt, before, TimeProvider.System.GetUtcNow());
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(null, "")]
    [InlineData(null, null)]
    [InlineData("G", "A")]
    [InlineData("", "A")]
    public async Task Query_without_exactly_one_reference_is_rejected(string? gatewayReference, string? merchantReference)
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        var query = TransactionQuery.ByGatewayReference("replaced") with
        {
            GatewayReference = gatewayReference,
            MerchantReference = merchantReference,
        };

        await Assert.ThrowsAsync<ArgumentException>("query", () => client.GetStatusAsync(query, Cancel));

        Assert.Empty(client.Queries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_a_supported_reference_is_accepted_even_if_it_is_short(bool byGateway)
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
        {
            Capabilities = new GatewayCapabilities { SupportsGatewayReference = byGateway, SupportsMerchantReference = !byGateway },
        }
            .Answer("A", PaymentState.Captured);
        var (gateway, merchant) = (TransactionQuery.ByGatewayReference("A"), TransactionQuery.ByMerchantReference("A"));

        var result = await client.GetStatusAsync(byGateway ? gateway : merchant, Cancel);

        Assert.Equal(PaymentState.Captured, result.State);
        await Assert.ThrowsAsync<ArgumentException>("query", () => client.GetStatusAsync(byGateway ? merchant : gateway, Cancel));
    }

    [Fact]
    public async Task Ids_of_scripts_are_case_sensitive()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Answer("a", PaymentState.Declined)
            .Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Pending, PaymentState.Authorized, PaymentState.Captured);

        var states = new List<PaymentState>();
        foreach (var id in new[] { "a", "A", "b", "B", "A", "A", "b", "a", "A" }) states.Add((await SendAsync(client, id)).State);

        Assert.Equal(
            [
                PaymentState.Declined, PaymentState.Pending, PaymentState.Pending, PaymentState.Pending, PaymentState.Authorized,
                PaymentState.Captured, PaymentState.Authorized, PaymentState.Declined, PaymentState.Captured,
            ],
            states);
    }

    [Fact]
    public async Task Missing_script_is_reported_with_the_scripted_ids_in_ordinal_order()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock);

        var empty = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(client, "A"));
        client.NotFound("a").NotFound("B");
        var filled = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(client, "A"));

        Assert.Contains("Scripted: nothing.", empty.Message, StringComparison.Ordinal);
        Assert.Contains("Scripted: 'B', 'a'.", filled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hold_applies_to_its_exact_id_or_to_every_query_until_it_is_disposed()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);
        using var one = client.Hold("a");

        Assert.True(SendAsync(client, "A").IsCompletedSuccessfully);
        var held = SendAsync(client, "a");
        Assert.False(held.IsCompleted);
        var all = client.Hold();
        var other = SendAsync(client, "A");
        Assert.False(other.IsCompleted);
        all.Dispose();
        await other;

        Assert.False(held.IsCompleted);
        one.Release();
        Assert.Equal(PaymentState.Captured, (await held).State);
        Assert.True(SendAsync(client, "a").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Held_query_does_not_continue_inside_the_release()
    {
        using var isReleasing = new ThreadLocal<bool>();
        var client = new ScriptedTransactionStatusClient("cards", _clock).NotFound("A");
        using var hold = client.Hold();
        var continued = client.GetStatusAsync(TransactionQuery.ByMerchantReference("A"), CancellationToken.None).ContinueWith(
            _ => isReleasing.Value, Cancel, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        await Task.Run(
            () =>
            {
                isReleasing.Value = true;
                hold.Release();
                isReleasing.Value = false;
            },
            Cancel);

        Assert.False(await continued);
    }

    [Fact]
    public async Task Wait_for_queries_is_complete_from_the_given_number_on()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).NotFound("A");
        Assert.True(client.WaitForQueriesAsync(0, CancellationToken.None).IsCompletedSuccessfully);
        var (one, two) = (
            client.WaitForQueriesAsync(1, CancellationToken.None), client.WaitForQueriesAsync(2, CancellationToken.None));
        Assert.False(one.IsCompleted);

        await SendAsync(client, "A");
        Assert.Equal((true, false), (one.IsCompletedSuccessfully, two.IsCompleted));
        Assert.True(client.WaitForQueriesAsync(1, CancellationToken.None).IsCompletedSuccessfully);

        await SendAsync(client, "A");
        Assert.True(two.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Wait_for_queries_can_be_canceled_and_does_not_continue_inside_a_query()
    {
        using var isQuerying = new ThreadLocal<bool>();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var client = new ScriptedTransactionStatusClient("cards", _clock).NotFound("A");
        var canceled = client.WaitForQueriesAsync(1, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        var continued = client.WaitForQueriesAsync(1, CancellationToken.None).ContinueWith(
            _ => isQuerying.Value, Cancel, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        isQuerying.Value = true;
        var sending = SendAsync(client, "A");
        isQuerying.Value = false;

        Assert.False(await continued);
        await sending;
    }

    [Fact]
    public async Task Delay_applies_to_each_answer_and_starts_after_a_hold()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock) { AnswerDelay = TimeSpan.FromSeconds(3) }
            .Fail("A", TransactionStatusErrorKind.Unavailable);
        using var hold = client.Hold("A");

        var sending = SendAsync(client, "A");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, _clock.ActiveTimers);
        hold.Release();
        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(3), Cancel);
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(3));

        var error = await Assert.ThrowsAsync<TransactionStatusException>(() => sending);
        Assert.Equal((TransactionStatusErrorKind.Unavailable, (TimeSpan?)null), (error.Kind, error.RetryAfter));
    }

    // A timer of the system rejects more than about 49.7 days, and only when the delay begins.
    [Fact]
    public void Delay_is_zero_to_30_days()
    {
        var (longest, tick) = (TimeSpan.FromDays(30), TimeSpan.FromTicks(1));

        Assert.Equal(TimeSpan.Zero, new ScriptedTransactionStatusClient("cards") { AnswerDelay = TimeSpan.Zero }.AnswerDelay);
        Assert.Equal(longest, new ScriptedTransactionStatusClient("cards") { AnswerDelay = longest }.AnswerDelay);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScriptedTransactionStatusClient("cards") { AnswerDelay = -tick });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScriptedTransactionStatusClient("cards") { AnswerDelay = longest + tick });
    }
}
