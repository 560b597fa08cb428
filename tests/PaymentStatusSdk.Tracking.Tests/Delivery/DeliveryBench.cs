using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

/// <summary>A delivery worker with a scripted store, and handlers of all kinds.</summary>
internal sealed class DeliveryBench : IAsyncDisposable
{
    public const long Fence = 4;

    public DeliveryBench(Action<PaymentTrackingBuilder>? add = null) => Bench = new Bench(services =>
    {
        services.AddSingleton(Journal);
        add?.Invoke(services.AddPaymentTracking());
    });

    public Bench Bench { get; }

    public Journal Journal { get; } = new();

    public RunTally Tally { get; } = new();

    /// <summary>The results that were committed to the store, outside the transactions of handlers.</summary>
    public IReadOnlyList<DeliveryCommit> Commits =>
        [.. Bench.Store.CallsOf<IReadOnlyList<DeliveryCommit>>("CommitDeliveries").SelectMany(commits => commits)];

    /// <summary>Registers a handler in each way.</summary>
    public static void AddAll(PaymentTrackingBuilder tracking)
    {
        tracking.AddStatusChangeHandler<Added>();
        tracking.Services.AddSingleton<IStatusChangeHandler, DirectOne>().AddSingleton<IStatusChangeHandler, DirectTwo>();
        tracking.AddTransactionalStatusChangeHandler<InTransactionOne>();
        tracking.AddTransactionalStatusChangeHandler<InTransactionTwo>();
    }

    public static string NameOf<T>() => HandlerSource.NameOf(typeof(T));

    /// <summary>Creates a worker that ends when nothing is due.</summary>
    public DeliveryWorker Create(Func<bool>? isHostGone = null) => new(
        new HandlerList(Bench.Services), Bench.Services.GetRequiredService<IServiceScopeFactory>(), Bench.Store, Bench.Options,
        Bench.Metrics, Bench.Clock, Bench.Jitter, Bench.Logger)
    {
        Pass = Bench.Pass(Tally),
        IsHostGone = isHostGone ?? (static () => false),
    };

    /// <summary>Adds a change that was detected 7 seconds ago.</summary>
    public ClaimedChange Add(int attempt = 2, params string[] completed)
    {
        var change = new StatusChange
        {
            Id = Guid.NewGuid(),
            Sequence = 1,
            Attempt = attempt,
            At = Bench.Now.AddSeconds(-7),
            Transaction = new TrackedTransaction { ClientName = "cards", Query = TransactionQuery.ByMerchantReference("O1") },
        };
        return Add(new ClaimedChange(change, Fence, completed));
    }

    public ClaimedChange Add(ClaimedChange claim)
    {
        Bench.Store.DueChanges.Enqueue(claim);
        return claim;
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}

/// <summary>The calls of all handlers.</summary>
internal sealed class Journal
{
    private readonly List<string> _names = [];

    /// <summary>The names of the called handlers, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Runs inside each handler; throws to make it fail, or waits.</summary>
    public Func<string, CancellationToken, Task>? OnHandle { get; set; }

    public async Task HandleAsync(string name, CancellationToken cancellationToken)
    {
        _names.Add(name);
        if (OnHandle is { } then) await then(name, cancellationToken);
    }
}

internal abstract class Journaling(Journal journal) : IStatusChangeHandler
{
    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) =>
        journal.HandleAsync(GetType().Name, cancellationToken);
}

internal sealed class Added(Journal journal) : Journaling(journal);

internal sealed class DirectOne(Journal journal) : Journaling(journal);

internal sealed class DirectTwo(Journal journal) : Journaling(journal);

internal abstract class JournalingInTransaction(Journal journal) : ITransactionalStatusChangeHandler
{
    public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken) =>
        journal.HandleAsync(GetType().Name, cancellationToken);
}

internal sealed class InTransactionOne(Journal journal) : JournalingInTransaction(journal);

internal sealed class InTransactionTwo(Journal journal) : JournalingInTransaction(journal);
