
namespace PaymentStatusSdk.Testing.Tests.Scripted;

public sealed class ScriptedClientTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_returned_in_order_and_the_last_repeats()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured);

        Assert.Equal(PaymentState.Pending, (await SendQueryAsync(client, "ORDER-1")).State);
        Assert.Equal(PaymentState.Captured, (await SendQueryAsync(client, "ORDER-1")).State);
        Assert.Equal(PaymentState.Captured, (await SendQueryAsync(client, "ORDER-1")).State);
    }

    [Fact]
    public async Task Script_continues_with_later_additions()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Fail("ORDER-1", TransactionStatusErrorKind.Timeout)
            .Answer("ORDER-1", PaymentState.Pending);

        await Assert.ThrowsAsync<TransactionStatusException>(() => SendQueryAsync(client, "ORDER-1"));
        await SendQueryAsync(client, "ORDER-1");
        await SendQueryAsync(client, "ORDER-1");
        client.Answer("ORDER-1", PaymentState.Captured);

        Assert.Equal(PaymentState.Captured, (await SendQueryAsync(client, "ORDER-1")).State);
    }

    [Fact]
    public async Task Result_is_completed_from_the_query_and_the_clock()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock) { AnswerDelay = TimeSpan.FromSeconds(2) }
            .Answer("ORDER-1", PaymentState.Captured);
        var start = _clock.GetUtcNow();
        var query = TransactionQuery.ByMerchantReference("ORDER-1") with
        {
            Kind = TransactionKind.Purchase,
            ExpectedGatewayReference = "G1",
        };

        var pending = client.GetStatusAsync(query, Cancel);
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(2), Cancel);

        var expected = new TransactionStatusResult
        {
            ClientName = "cards",
            Kind = TransactionKind.Purchase,
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Captured,
            Finality = Finality.Final,
            Funds = FundsState.NotReported,
            Reason = FailureReason.None,
            GatewayReference = "G1",
            MerchantReference = "ORDER-1",
            AmountCheck = AmountCheck.NotRequested,
            AskedAt = start,
            ObservedAt = start.AddSeconds(2),
        };
        Assert.Equal(expected, await pending);
    }

    [Theory]
    [InlineData(PaymentState.Unknown, Finality.Unknown, FundsState.Unknown, FailureReason.Unknown)]
    [InlineData(PaymentState.Pending, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.ActionRequired, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Authorized, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Approved, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Captured, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Credited, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Declined, Finality.Final, FundsState.NotReported, FailureReason.Unspecified)]
    [InlineData(PaymentState.Failed, Finality.Provisional, FundsState.NotReported, FailureReason.Unspecified)]
    [InlineData(PaymentState.Canceled, Finality.Final, FundsState.NotReported, FailureReason.Unspecified)]
    [InlineData(PaymentState.Expired, Finality.Final, FundsState.NotReported, FailureReason.Unspecified)]
    [InlineData(PaymentState.Reversed, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.RefundPending, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Refunded, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.PartiallyRefunded, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.ChargedBack, Finality.Open, FundsState.NotReported, FailureReason.None)]
    public async Task Scripted_state_has_its_usual_finality(PaymentState state, Finality finality, FundsState funds, FailureReason reason)
    {
        var result = await SendQueryAsync(new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", state), "ORDER-1");

        Assert.Equal((state, finality, funds, reason), (result.State, result.Finality, result.Funds, result.Reason));
    }

    [Fact]
    public async Task Explicit_result_keeps_its_values_except_the_client_name()
    {
        var queriedAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var scripted = new TransactionStatusResult
        {
            ClientName = "another",
            Kind = TransactionKind.Payout,
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Credited,
            Finality = Finality.Provisional,
            AskedAt = queriedAt,
        };
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("G1", scripted);

        var result = await client.GetStatusAsync(
            TransactionQuery.ByGatewayReference("G1") with { Kind = TransactionKind.Purchase }, Cancel);

        Assert.Equal(
            ("cards", TransactionKind.Payout, Finality.Provisional, "G1", queriedAt, _clock.GetUtcNow()),
            (result.ClientName, result.Kind, result.Finality, result.GatewayReference, result.AskedAt, result.ObservedAt));
    }

    [Theory]
    [InlineData(15.24, "CAD", LookupOutcome.Answered, AmountCheck.Matched)]
    [InlineData(15.25, "CAD", LookupOutcome.Mismatch, AmountCheck.Unknown)]
    [InlineData(15.24, "EUR", LookupOutcome.Mismatch, AmountCheck.Unknown)]
    public async Task Expected_amount_is_checked(decimal amount, string currency, LookupOutcome outcome, AmountCheck check)
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer(
            "ORDER-1", new Money(15.24m, "CAD"), PaymentState.Captured);
        var query = TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedAmount = new Money(amount, currency) };

        var result = await client.GetStatusAsync(query, Cancel);

        Assert.Equal((outcome, check), (result.Outcome, result.AmountCheck));
        Assert.Equal(outcome == LookupOutcome.Answered ? PaymentState.Captured : PaymentState.Unknown, result.State);
        Assert.Equal(outcome == LookupOutcome.Answered ? Finality.Final : Finality.Unknown, result.Finality);
    }

    [Fact]
    public async Task Expected_amount_without_a_reported_one_is_not_reported()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", PaymentState.Captured);

        var result = await client.GetStatusAsync(
            TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedAmount = new Money(1m, "EUR") }, Cancel);

        Assert.Equal((LookupOutcome.Answered, AmountCheck.NotReported), (result.Outcome, result.AmountCheck));
    }

    [Fact]
    public async Task Reference_other_than_queried_or_expected_is_a_mismatch()
    {
        var scripted = new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Captured,
            GatewayReference = "G2",
            MerchantReference = "order-1",
        };
        var strict = new ScriptedTransactionStatusClient("cards", _clock).Answer(ScriptedTransactionStatusClient.AnyOther, scripted);
        var capabilities = strict.Capabilities with { MerchantReferenceComparison = StringComparison.OrdinalIgnoreCase };
        var lenient = new ScriptedTransactionStatusClient("cards", _clock) { Capabilities = capabilities }.Answer("ORDER-1", scripted);

        Assert.Equal(LookupOutcome.Mismatch, (await strict.GetStatusAsync(TransactionQuery.ByGatewayReference("G1"), Cancel)).Outcome);
        Assert.Equal(LookupOutcome.Mismatch, (await SendQueryAsync(strict, "ORDER-1")).Outcome);
        Assert.Equal(LookupOutcome.Answered, (await SendQueryAsync(lenient, "ORDER-1")).Outcome);
        var expecting = TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "G1" };
        Assert.Equal(LookupOutcome.Mismatch, (await lenient.GetStatusAsync(expecting, Cancel)).Outcome);
    }

    [Fact]
    public async Task Not_found_and_ambiguous_have_no_state()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).NotFound("ORDER-1").Ambiguous("ORDER-1");

        var notFound = await SendQueryAsync(client, "ORDER-1");
        var ambiguous = await SendQueryAsync(client, "ORDER-1");

        Assert.Equal(
            (LookupOutcome.NotFound, PaymentState.Unknown, "ORDER-1"), (notFound.Outcome, notFound.State, notFound.MerchantReference));
        Assert.Equal((LookupOutcome.Ambiguous, Finality.Unknown), (ambiguous.Outcome, ambiguous.Finality));
    }

    [Fact]
    public async Task Failure_is_a_new_exception_each_time()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Fail("ORDER-1", TransactionStatusErrorKind.RateLimited, TimeSpan.FromSeconds(30))
            .Fail("ORDER-2", () => new HttpRequestException("broken"));

        var first = await Assert.ThrowsAsync<TransactionStatusException>(() => SendQueryAsync(client, "ORDER-1"));
        var second = await Assert.ThrowsAsync<TransactionStatusException>(() => SendQueryAsync(client, "ORDER-1"));

        Assert.NotSame(first, second);
        Assert.Equal(
            (TransactionStatusErrorKind.RateLimited, true, "cards", TimeSpan.FromSeconds(30)),
            (first.Kind, first.IsTransient, first.ClientName, first.RetryAfter));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendQueryAsync(client, "ORDER-2"));
    }

    [Fact]
    public async Task Query_without_a_script_throws_and_lists_the_scripted_references()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).NotFound("ORDER-2").NotFound("ORDER-1");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SendQueryAsync(client, "ORDER-9"));

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

        Assert.Equal(PaymentState.Pending, (await SendQueryAsync(client, "ORDER-2")).State);
        Assert.Equal(PaymentState.Pending, (await SendQueryAsync(client, "ORDER-3")).State);
        Assert.Equal(PaymentState.Captured, (await SendQueryAsync(client, "ORDER-2")).State);
        Assert.Equal(PaymentState.Declined, (await SendQueryAsync(client, "ORDER-1")).State);
    }

    [Fact]
    public async Task Held_query_waits_until_released_and_is_recorded_immediately()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
            .Answer("ORDER-1", PaymentState.Captured)
            .Answer("ORDER-2", PaymentState.Captured);
        var hold = client.Hold("ORDER-1");

        var held = SendQueryAsync(client, "ORDER-1");
        await client.WaitForQueriesAsync(1, Cancel);
        var free = await SendQueryAsync(client, "ORDER-2");

        Assert.False(held.IsCompleted);
        Assert.Equal(PaymentState.Captured, free.State);
        Assert.Equal(["ORDER-1", "ORDER-2"], client.Queries.Select(query => query.MerchantReference));
        hold.Release();
        Assert.Equal(PaymentState.Captured, (await held).State);
        await SendQueryAsync(client, "ORDER-1");
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

        await SendQueryAsync(client, "ORDER-1");
        Assert.False(waiting.IsCompleted);
        await SendQueryAsync(client, "ORDER-1");

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

        await Assert.ThrowsAsync<ArgumentException>("query", () => SendQueryAsync(client, "ORDER-1"));
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
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendQueryAsync(client, "ORDER-1"));
    }

    [Fact]
    public async Task Concurrent_queries_get_one_step_each()
    {
        const int Queries = 400;
        var states = Enumerable.Repeat(PaymentState.Pending, Queries - 1).Append(PaymentState.Captured).ToArray();
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", states);

        var results = await Task.WhenAll(
            Enumerable.Range(0, Queries).Select(_ => Task.Run(() => SendQueryAsync(client, "ORDER-1"), Cancel)));

        Assert.Equal(Queries, client.Queries.Count);
        Assert.Single(results, result => result.State == PaymentState.Captured);
    }

    [Fact]
    public async Task Every_state_has_a_default_finality()
    {
        foreach (var state in Enum.GetValues<PaymentState>().Where(state => state != PaymentState.Unknown))
        {
            var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", state);

            Assert.NotEqual((state, Finality.Unknown), (state, (await SendQueryAsync(client, "ORDER-1")).Finality));
        }
    }

    private static Task<TransactionStatusResult> SendQueryAsync(ScriptedTransactionStatusClient client, string merchantReference) =>
        client.GetStatusAsync(TransactionQuery.ByMerchantReference(merchantReference), Cancel);
}
