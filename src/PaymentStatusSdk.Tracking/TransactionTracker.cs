using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Work;
using static System.FormattableString;

namespace PaymentStatusSdk.Tracking;

/// <summary>Validates calls, and delegates to the store.</summary>
internal sealed class TransactionTracker(
    ITransactionStatusClientFactory clients, ITrackingStore store, IServiceProvider services, IOptions<TrackingOptions> options,
    StoreClock clock, JitterSource jitter)
    : ITransactionTracker
{
    private const int MaxReferenceLength = 256;

    public Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, TrackingPolicy? policy = null, CancellationToken cancellationToken = default)
    {
        var gateway = Check(clientName, query);
        return TrackAsync(clientName, query, policy ?? TrackingPolicy.Default, gateway, null, cancellationToken);
    }

    public Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, DbTransaction transaction, TrackingPolicy? policy = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var gateway = Check(clientName, query);
        return TrackAsync(clientName, query, policy ?? TrackingPolicy.Default, gateway, transaction, cancellationToken);
    }

    private async Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, TrackingPolicy policy, TransactionStatusClientMetadata gateway, DbTransaction? joined,
        CancellationToken cancellationToken)
    {
        // A write of the clock would wait for the application's transaction in a database with one writer.
        await clock.RefreshAsync(mayWrite: joined is null, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        if (policy.Deadline <= now)
        {
            throw new ArgumentException(
                Invariant($"The deadline {policy.Deadline:O} is in the past. Set a future deadline, or none for the default."),
                nameof(policy));
        }

        var schedule = policy.Schedule ?? options.Value.ScheduleOf(gateway);
        var row = new TrackedTransaction
        {
            ClientName = clientName,
            Query = query,
            Policy = policy,
            Status = TrackingStatus.Active,
            GatewayReference = query.GatewayReference ?? query.ExpectedGatewayReference,
            MerchantReference = query.MerchantReference ?? query.ExpectedMerchantReference,
            TraceParent = TraceLinks.Current,
            TrackedAt = now,
            DeadlineAt = (policy.Deadline ?? now + schedule.TrackFor).ToUniversalTime(),
        };
        var transaction = FirstCheck.Plan(row, gateway.Capabilities.MinimumAge, schedule.Open, jitter.Next);
        var keys = TransactionKeys.Of(query, gateway.Capabilities);
        return await (joined is null
            ? store.AddAsync(transaction, keys, Join, cancellationToken)
            : Transactional.AddAsync(transaction, keys, Join, joined, cancellationToken)).ConfigureAwait(false);

        TrackedTransaction? Join(TrackedTransaction existing) => Enrollment.Join(existing, transaction, gateway.Capabilities);
    }

    private ITransactionalTrackingStore Transactional => store as ITransactionalTrackingStore ?? throw new NotSupportedException(
        "The tracking store cannot join a database transaction. Use one of the stores for relational databases, or TrackAsync without a "
        + "transaction.");

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken = default) =>
        store.GetAsync(id, cancellationToken);

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionQuery query, CancellationToken cancellationToken = default) =>
        store.FindAsync(clientName, TransactionKeys.Of(query, Check(clientName, query).Capabilities), cancellationToken);

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return store.ListAsync(filter, cancellationToken);
    }

    public async Task<bool> CheckNowAsync(long id, CancellationToken cancellationToken = default)
    {
        if (await store.GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } transaction) return false;
        await clock.RefreshAsync(mayWrite: true, cancellationToken).ConfigureAwait(false);
        var call = Wakeup.Of(transaction.ClientName, transaction.Policy.Schedule, clients, options.Value, clock) with { Id = id };
        return await store.WakeAsync(call, cancellationToken).ConfigureAwait(false) > 0;
    }

    public async Task<bool> StopAsync(long id, CancellationToken cancellationToken = default)
    {
        await clock.RefreshAsync(mayWrite: true, cancellationToken).ConfigureAwait(false);
        return await store.StopAsync(id, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> ResolveAsync(
        long id, string reason, string resolvedBy, long? expectedSequence = null, CancellationToken cancellationToken = default)
    {
        reason = ResolutionRules.Require(reason, ManualResolution.MaxReasonLength, nameof(reason));
        resolvedBy = ResolutionRules.Require(resolvedBy, ManualResolution.MaxNameLength, nameof(resolvedBy));
        await clock.RefreshAsync(mayWrite: true, cancellationToken).ConfigureAwait(false);
        var resolution = new ManualResolution { Reason = reason, ResolvedBy = resolvedBy, At = clock.GetUtcNow() };
        StatusChange? change = null;
        var isResolved = await store.ResolveAsync(
            id, row => change = ResolutionRules.Resolve(row, resolution, expectedSequence), resolution.At, cancellationToken)
            .ConfigureAwait(false);
        if (isResolved && change is { Transaction.ClientName: var name } && clients.Names.Contains(name, StringComparer.Ordinal))
            services.GetRequiredService<TrackingMetrics>().Reported(clients.Get(name).Metadata, [change]);
        return isResolved;
    }

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return store.ListChangesAsync(filter, cancellationToken);
    }

    public async Task<bool> RedeliverAsync(Guid changeId, CancellationToken cancellationToken = default)
    {
        await clock.RefreshAsync(mayWrite: true, cancellationToken).ConfigureAwait(false);
        return await store.RedeliverAsync(changeId, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    private TransactionStatusClientMetadata Check(string clientName, TransactionQuery query)
    {
        // For an unknown name, the exception lists the registered ones.
        var gateway = clients.Get(clientName).Metadata;
        QueryChecks.RequireOneReference(query);
        QueryChecks.RequireCapability(query, gateway);
        services.GetKeyedService<IGatewayAdapter>(clientName)?.CheckQuery(query);
        QueryChecks.RequireReference(query.GatewayReference, nameof(query.GatewayReference), MaxReferenceLength);
        QueryChecks.RequireReference(query.MerchantReference, nameof(query.MerchantReference), MaxReferenceLength);
        QueryChecks.RequireReference(query.ExpectedGatewayReference, nameof(query.ExpectedGatewayReference), MaxReferenceLength);
        QueryChecks.RequireReference(query.ExpectedMerchantReference, nameof(query.ExpectedMerchantReference), MaxReferenceLength);
        return gateway;
    }
}
