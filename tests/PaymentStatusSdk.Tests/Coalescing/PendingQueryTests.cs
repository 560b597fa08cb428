using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coalescing;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>The callers of one query, and its place in an exchange or in the queue.</summary>
public sealed class PendingQueryTests
{
    private readonly CoalescingRig _rig = new();

    [Fact]
    public async Task Every_caller_receives_the_result_and_256_callers_share_a_task()
    {
        var pendingQuery = Create("A");

        var callers = Enumerable.Range(0, 259).Select(_ => pendingQuery.JoinAsync().AsTask()).ToArray();
        Assert.NotSame(callers[0], callers[1]);
        Assert.Same(callers[1], callers[256]);
        Assert.NotSame(callers[256], callers[257]);
        Assert.Same(callers[257], callers[258]);
        pendingQuery.CompleteCallers();

        Assert.All(callers.Skip(1), caller => Assert.True(caller.IsCompletedSuccessfully));
        Assert.All(await Task.WhenAll(callers), received => Assert.Same(pendingQuery, received));
        Assert.True(pendingQuery.IsEmpty);
    }

    [Fact]
    public async Task Only_caller_is_taken_once()
    {
        var pendingQuery = Create("A");
        Assert.False(pendingQuery.TryTakeOnlyCaller());

        var caller = pendingQuery.JoinAsync().AsTask();

        Assert.True(pendingQuery.TryTakeOnlyCaller());
        Assert.True(pendingQuery.IsEmpty);
        Assert.False(pendingQuery.TryTakeOnlyCaller());
        pendingQuery.CompleteOnlyCaller();
        Assert.Same(pendingQuery, await caller);
    }

    [Fact]
    public void Result_that_is_missing_is_rejected()
    {
        var pendingQuery = Create("A");

        Assert.Throws<ArgumentNullException>(() => pendingQuery.Complete(null!));
        Assert.Throws<ArgumentNullException>(() => pendingQuery.Fail(null!));
        Assert.False(pendingQuery.IsAnswered);
    }

    [Fact]
    public void Query_that_stops_waiting_has_neither_a_timer_nor_a_place_in_the_queue()
    {
        var pendingQuery = Create("A");
        pendingQuery.QueueTimer = _rig.Clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        pendingQuery.QueueNode = new LinkedListNode<PendingQuery>(pendingQuery);

        pendingQuery.StopWaiting();

        Assert.Null(pendingQuery.QueueTimer);
        Assert.Null(pendingQuery.QueueNode);
        Assert.Equal(0, _rig.Clock.ActiveTimers);
    }

    [Fact]
    public void Query_that_is_removed_has_no_exchange_and_one_of_no_exchange_is_not_removed()
    {
        var exchange = new GatewayExchange(_rig.Queue, 2);
        var (first, second) = (Create("A"), Create("B"));
        exchange.Add(first);
        exchange.Add(second);

        exchange.Remove(Create("C"));
        Assert.Equal(2, exchange.PendingQueries.Length);
        exchange.Remove(first);

        Assert.Same(second, Assert.Single(exchange.PendingQueries.ToArray()));
        Assert.Null(first.Exchange);
        Assert.Same(exchange, second.Exchange);
    }

    [Fact]
    public void Exchange_is_answered_when_each_of_its_queries_is()
    {
        var exchange = new GatewayExchange(_rig.Queue, 2);
        var (first, second) = (Create("A"), Create("B"));
        exchange.Add(first);
        exchange.Add(second);
        var failure = new TransactionStatusException(TransactionStatusErrorKind.Rejected, "It failed.");

        second.Failure = failure;
        Assert.False(exchange.IsAnswered);
        first.Failure = failure;
        Assert.True(exchange.IsAnswered);
    }

    private PendingQuery Create(string id) => new(_rig.Queue, TransactionQuery.ByGatewayReference(id), new QueryKey(true, id));
}
