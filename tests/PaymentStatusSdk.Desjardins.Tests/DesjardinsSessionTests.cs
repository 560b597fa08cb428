using System.Net;
using System.Threading.Channels;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The end of one request: what it returns, and whether its exchange lock is released. PROTOCOL.md, step 4.</summary>
public sealed class DesjardinsSessionTests
{
    private const int NoCallback = 2204;

    [Fact]
    public async Task Answered_request_is_over_and_releases_its_lock()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        var (mailbox, lease) = (new Mailbox(Account.Transaction("T1")), new Lease());
        exchange.Reply(HttpStatusCode.OK);

        var outcome = await exchange.RunSessionAsync(mailbox, lease);

        Assert.Equal((true, null, null), (outcome.IsOver, outcome.Refusal, outcome.Failure));
        Assert.Empty(outcome.OpenQueries);
        Assert.Equal((1, 1, true), (mailbox.Closed, lease.Released, mailbox.IsCanceled));
        Assert.Equal(PaymentState.Captured, (await exchange.ResultAsync("T1")).State);
        Assert.Empty(exchange.Events);
    }

    // The gateway may still process the request, so another one must wait until the lease expires.
    [Fact]
    public async Task Request_whose_mailbox_fails_keeps_its_lock()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        var (mailbox, lease) = (new Mailbox(), new Lease());
        mailbox.Break();
        exchange.Reply(HttpStatusCode.OK);

        var outcome = await exchange.RunSessionAsync(mailbox, lease);

        Assert.False(outcome.IsOver);
        Assert.Contains("Waiting for the gateway's POST failed", outcome.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal(["T1"], outcome.OpenQueries.Select(pendingQuery => pendingQuery.Query.MerchantReference));
        Assert.Equal((1, 0), (mailbox.Closed, lease.Released));
        Assert.Empty(exchange.Events);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task Reply_after_all_answers_changes_nothing(HttpStatusCode status)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        var lease = new Lease();
        var running = exchange.RunSessionAsync(new Mailbox(Account.Transaction("T1")), lease);
        Assert.Equal(PaymentState.Captured, (await exchange.WaitForResultAsync("T1")).State);
        Assert.Equal((false, 0), (running.IsCompleted, lease.Released));

        exchange.Reply(status);

        var outcome = await running;
        Assert.Equal((true, null, null), (outcome.IsOver, outcome.Refusal, outcome.Failure));
        Assert.Equal(1, lease.Released);
    }

    [Fact]
    public async Task Request_without_an_answer_times_out_and_keeps_its_lock()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        var (mailbox, lease) = (new Mailbox(), new Lease());
        var running = exchange.RunSessionAsync(mailbox, lease);

        exchange.Clock.Advance(DesjardinsDefaults.CallbackTimeout);

        var outcome = await running;
        Assert.False(outcome.IsOver);
        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, outcome.Failure?.Kind);
        Assert.Single(outcome.OpenQueries);
        Assert.Equal((1, 0), (mailbox.Closed, lease.Released));
        Assert.Equal([NoCallback], exchange.Events);
    }

    [Fact]
    public async Task Error_of_the_request_is_returned_even_when_the_connection_of_the_request_stays_open()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        var lease = new Lease();
        var running = exchange.RunSessionAsync(new Mailbox("<error><code>WX03</code></error>"), lease);

        exchange.Clock.Advance(DesjardinsDefaults.CallbackTimeout);

        var outcome = await running;
        Assert.Equal((true, "WX03", null), (outcome.IsOver, outcome.Refusal?.Code, outcome.Failure));
        Assert.Single(outcome.OpenQueries);
        Assert.Equal(1, lease.Released);
    }

    [Fact]
    public async Task Transaction_that_no_answer_names_is_not_found_at_the_end_of_the_wait()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");
        var lease = new Lease();
        var running = exchange.RunSessionAsync(new Mailbox(Account.Transaction("T1")), lease);
        Assert.Equal(PaymentState.Captured, (await exchange.WaitForResultAsync("T1")).State);

        exchange.Clock.Advance(DesjardinsDefaults.CallbackTimeout);

        var outcome = await running;
        Assert.Equal((true, null, null), (outcome.IsOver, outcome.Refusal, outcome.Failure));
        Assert.Equal(LookupOutcome.NotFound, (await exchange.ResultAsync("T2")).Outcome);
        Assert.Equal(1, lease.Released);
    }

    [Fact]
    public async Task Rejected_post_fails_the_open_queries_and_is_returned()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        var (mailbox, lease) = (new Mailbox(), new Lease());
        mailbox.Add(DesjardinsMessage.Of(new(DesjardinsRefusalReason.OtherMerchant)));
        exchange.Reply(HttpStatusCode.OK);

        var outcome = await exchange.RunSessionAsync(mailbox, lease);

        Assert.True(outcome.IsOver);
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, outcome.Failure?.Kind);
        Assert.Contains("for another merchant", (await exchange.FailureAsync("T1")).Message, StringComparison.Ordinal);
        Assert.Equal(1, lease.Released);
    }

    [Fact]
    public async Task Nothing_to_close_is_no_failure()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        await DesjardinsSession.CloseAsync(mailbox: null, lease: null, exchange.Logger, Account.Client);

        Assert.Empty(exchange.Events);
    }

    private sealed class Mailbox : ICallbackMailbox
    {
        private readonly Channel<ReadOnlyMemory<byte>> _messages = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        private CancellationToken _end;

        public Mailbox(params string[] documents)
        {
            foreach (var inner in documents) Add(Account.Message(inner));
        }

        public int Closed { get; private set; }

        public bool IsCanceled => _end.IsCancellationRequested;

        public void Add(DesjardinsMessage message) => _messages.Writer.TryWrite(message.ToJson());

        public void Break() => _messages.Writer.Complete(new InvalidOperationException());

        public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
        {
            _end = cancellationToken;
            return _messages.Reader.ReadAsync(cancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            Closed++;
            return default;
        }
    }

    private sealed class Lease : IExchangeLockHandle
    {
        public int Released { get; private set; }

        public ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
        {
            Released++;
            return default;
        }
    }
}
