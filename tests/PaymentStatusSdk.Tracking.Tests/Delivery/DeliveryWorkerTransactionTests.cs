using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

/// <summary>The commits of a delivery worker in the transactions of handlers, and the cases without one.</summary>
public sealed class DeliveryWorkerTransactionTests : IAsyncDisposable
{
    private static readonly string[] Others =
        [DeliveryBench.NameOf<Added>(), DeliveryBench.NameOf<DirectOne>(), DeliveryBench.NameOf<DirectTwo>()];

    private readonly DeliveryBench _delivery = new(DeliveryBench.AddAll);
    private readonly List<ScriptedDelivery> _transactions = [];

    public DeliveryWorkerTransactionTests() => Bench.Store.OnBegin = _ => Begin(new ScriptedDelivery());

    private Bench Bench => _delivery.Bench;

    public ValueTask DisposeAsync() => _delivery.DisposeAsync();

    [Fact]
    public async Task Last_transactional_handler_commits_the_whole_delivery()
    {
        var claim = _delivery.Add();

        await _delivery.Create().RunAsync(default);

        Assert.Equal(["Added", "DirectOne", "DirectTwo", "InTransactionOne", "InTransactionTwo"], _delivery.Journal.Names);
        var lease = new Lease<Guid>(claim.Change.Id, DeliveryBench.Fence);
        Assert.Equal([lease, lease], Bench.Store.CallsOf<Lease<Guid>>("BeginDelivery"));
        var (first, last) = (Assert.Single(_transactions[0].Commits), Assert.Single(_transactions[1].Commits));
        Assert.Equal(
            (DeliveryStatus.Pending, 2, null, null, true),
            (first.Status, first.Tries, first.NextTryAt, first.DeliveredAt, first.KeepsClaim));
        Assert.Equal([.. Others, DeliveryBench.NameOf<InTransactionOne>()], first.CompletedHandlers);
        Assert.Equal(
            (DeliveryStatus.Delivered, 2, null, Bench.Now, false),
            (last.Status, last.Tries, last.NextTryAt, last.DeliveredAt, last.KeepsClaim));
        Assert.Equal(
            [.. Others, DeliveryBench.NameOf<InTransactionOne>(), DeliveryBench.NameOf<InTransactionTwo>()], last.CompletedHandlers);
        Assert.All(_transactions, transaction => Assert.True(transaction is { IsDisposed: true, Abandoned: null }));
        Assert.Empty(_delivery.Commits);
        Assert.Equal(0, Bench.Store.CountOf("CommitDeliveries"));
        Assert.Equal(1, _delivery.Tally.ToResult().Deliveries);
        Assert.Empty(Bench.Logged);
    }

    [Fact]
    public async Task Transactional_handler_that_has_completed_the_change_begins_no_transaction()
    {
        _delivery.Add(3, DeliveryBench.NameOf<InTransactionTwo>());

        await _delivery.Create().RunAsync(default);

        Assert.Equal(DeliveryStatus.Delivered, Assert.Single(Assert.Single(_transactions).Commits).Status);
        Assert.DoesNotContain("InTransactionTwo", _delivery.Journal.Names);
    }

    [Theory]
    [InlineData("Added")]
    [InlineData("InTransactionOne")]
    public async Task Failure_of_another_handler_keeps_the_delivery_open(string failing)
    {
        _delivery.Add();
        _delivery.Journal.OnHandle = (name, _) => name == failing ? throw new FormatException("No.") : Task.CompletedTask;

        await _delivery.Create().RunAsync(default);

        var last = Assert.Single(_transactions[1].Commits);
        Assert.Equal((DeliveryStatus.Pending, null, true), (last.Status, last.DeliveredAt, last.KeepsClaim));
        var commit = Assert.Single(_delivery.Commits);
        Assert.Equal((DeliveryStatus.Pending, "System.FormatException"), (commit.Status, commit.LastError));
        Assert.Equal(4, commit.CompletedHandlers.Count);
        Assert.Contains(DeliveryBench.NameOf<InTransactionTwo>(), commit.CompletedHandlers);
        Assert.Equal([1310], Bench.Logged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lost_claim_ends_the_delivery_and_nothing_more_is_written(bool isLostBefore)
    {
        _delivery.Add();
        Bench.Store.OnBegin = _ => isLostBefore ? null : Begin(new ScriptedDelivery { HoldsClaim = false });

        await _delivery.Create().RunAsync(default);

        Assert.Equal(isLostBefore ? 3 : 4, _delivery.Journal.Names.Count);
        Assert.Equal(1, Bench.Store.CountOf("BeginDelivery"));
        Assert.Equal(0, Bench.Store.CountOf("CommitDeliveries"));
        Assert.Equal([1324], Bench.Logged);
        Assert.Equal(new TrackingRunResult(), _delivery.Tally.ToResult());
    }

    [Fact]
    public async Task Transaction_that_cannot_begin_for_now_postpones_the_change_and_does_not_count()
    {
        _delivery.Add();
        FailToBegin(isTransient: true);

        await _delivery.Create().RunAsync(default);

        var commit = Assert.Single(_delivery.Commits);
        Assert.Equal(
            (DeliveryStatus.Pending, 1, typeof(TrackingStoreException).FullName, Bench.Now.AddSeconds(5 * 1.1)),
            (commit.Status, commit.Tries, commit.LastError, commit.NextTryAt));
        Assert.Equal(Others, commit.CompletedHandlers);
        Assert.Equal([1325], Bench.Logged);
        Assert.Equal(1, Bench.Store.CountOf("BeginDelivery"));
        Assert.Equal(new TrackingRunResult { FailedDeliveries = 1 }, _delivery.Tally.ToResult());
    }

    [Fact]
    public async Task Transaction_that_can_never_begin_is_a_failed_try()
    {
        _delivery.Add();
        FailToBegin(isTransient: false);

        await _delivery.Create().RunAsync(default);

        var commit = Assert.Single(_delivery.Commits);
        Assert.Equal((2, typeof(TrackingStoreException).FullName), (commit.Tries, commit.LastError));
        Assert.Equal([1310, 1310], Bench.Logged);
        Assert.Equal(2, Bench.Store.CountOf("BeginDelivery"));
    }

    [Fact]
    public async Task Stop_while_a_transaction_begins_interrupts_the_delivery()
    {
        using var stop = new CancellationTokenSource();
        _delivery.Add();
        Bench.Store.Before = async method =>
        {
            if (method != "BeginDelivery") return;
            await stop.CancelAsync();
            throw new OperationCanceledException(stop.Token);
        };

        await _delivery.Create().RunAsync(new StopTokens(stop.Token, default));

        var commit = Assert.Single(_delivery.Commits);
        Assert.Equal((DeliveryStatus.Pending, 2, null), (commit.Status, commit.Tries, commit.LastError));
        Assert.Equal(Others, commit.CompletedHandlers);
        Assert.Empty(Bench.Logged);
        Assert.Equal(1, Bench.Store.CountOf("BeginDelivery"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Transaction_of_a_handler_that_does_not_end_is_abandoned(bool isStop)
    {
        using var stop = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hang = new TaskCompletionSource();
        _delivery.Add(2, [.. Others, DeliveryBench.NameOf<InTransactionOne>()]);
        _delivery.Journal.OnHandle = async (_, _) =>
        {
            begun.SetResult();
            if (isStop) await stop.CancelAsync();
            if (isStop) await leave.CancelAsync();
            await hang.Task;
        };

        var running = _delivery.Create().RunAsync(new StopTokens(stop.Token, leave.Token));
        // The handlers of the container are created under the same time limit before it.
        await begun.Task.WaitAsync(Ct);
        if (!isStop)
        {
            await Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(30), Ct);
            await Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(5), Ct);
        }

        await running;

        var transaction = Assert.Single(_transactions);
        Assert.False(transaction.Abandoned!.IsCompleted);
        Assert.Empty(transaction.Commits);
        Assert.Equal(isStop ? 0 : 1, _delivery.Commits.Count);
        Assert.Equal(isStop ? 1322 : 1319, Assert.Single(Bench.Logged));
        hang.SetResult();
    }

    private ScriptedDelivery Begin(ScriptedDelivery transaction)
    {
        _transactions.Add(transaction);
        return transaction;
    }

    private void FailToBegin(bool isTransient) => Bench.Store.Before = method =>
        method == "BeginDelivery" ? throw new TrackingStoreException("No.", isTransient) : Task.CompletedTask;
}
