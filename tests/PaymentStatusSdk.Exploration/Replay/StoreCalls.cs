using System.Text.Json;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Exploration.Replay;

/// <summary>Creates the calls of real stores that correspond to the operations of the model.</summary>
internal static class StoreCalls
{
    public static StoreCall Add(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        TrackedTransaction? expected) => new(Invariant($"AddAsync({transaction})"), async (store, token) =>
        {
            TrackedTransaction? added = null;
            try
            {
                added = await store.AddAsync(transaction, keys, join, token).ConfigureAwait(false);
            }
            catch (ArgumentException)
            {
                // The model has rejected the call as well.
            }

            return Difference(expected, added);
        });

    public static StoreCall Wake(WakeRequest call, int expected) => new(
        Invariant($"WakeAsync({call})"),
        async (store, token) => Difference(expected, await store.WakeAsync(call, token).ConfigureAwait(false)));

    public static StoreCall Stop(long id, DateTimeOffset now, bool expected) => new(
        Invariant($"StopAsync({id})"),
        async (store, token) => Difference(expected, await store.StopAsync(id, now, token).ConfigureAwait(false)));

    public static StoreCall Resolve(
        long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now, bool expected) => new(
        Invariant($"ResolveAsync({id})"),
        async (store, token) => Difference(expected, await store.ResolveAsync(id, resolve, now, token).ConfigureAwait(false)));

    public static StoreCall Redeliver(Guid id, DateTimeOffset now, bool expected) => new(
        Invariant($"RedeliverAsync({id})"),
        async (store, token) => Difference(expected, await store.RedeliverAsync(id, now, token).ConfigureAwait(false)));

    public static StoreCall ClaimChecks(CheckClaim claim, IReadOnlyList<ClaimedTransaction> expected) => new(
        Invariant($"ClaimChecksAsync({claim})"), async (store, token) =>
        {
            var claims = await store.ClaimChecksAsync(claim, token).ConfigureAwait(false);
            return Difference(
                string.Join('\n', expected.OrderBy(one => one.Transaction.Id).Select(Text)),
                string.Join('\n', claims.OrderBy(one => one.Transaction.Id).Select(Text)));
        });

    public static StoreCall ClaimChanges(ChangeClaim claim, IReadOnlyList<ClaimedChange> expected) => new(
        Invariant($"ClaimChangesAsync({claim})"), async (store, token) =>
        {
            var claims = await store.ClaimChangesAsync(claim, token).ConfigureAwait(false);
            return Difference(
                string.Join('\n', expected.OrderBy(one => one.Change.Id).Select(Text)),
                string.Join('\n', claims.OrderBy(one => one.Change.Id).Select(Text)));
        });

    public static StoreCall Renew(Lease<long>[] checks, Lease<Guid>[] changes, DateTimeOffset until) => new(
        Invariant($"RenewChecksAsync, RenewChangesAsync({until:O})"), async (store, token) =>
        {
            await store.RenewChecksAsync(checks, until, token).ConfigureAwait(false);
            await store.RenewChangesAsync(changes, until, token).ConfigureAwait(false);
            return null;
        });

    public static StoreCall CommitChecks(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, IReadOnlyList<CommitOutcome> expected) => new(
        Invariant($"CommitChecksAsync({string.Join(", ", commits.Select(commit => commit.Transaction))})"),
        async (store, token) => Difference(
            string.Join(", ", expected),
            string.Join(", ", await store.CommitChecksAsync(commits, now, token).ConfigureAwait(false))));

    public static StoreCall CommitDeliveries(IReadOnlyList<DeliveryCommit> commits) => new(
        Invariant($"CommitDeliveriesAsync({string.Join(", ", commits)})"), async (store, token) =>
        {
            await store.CommitDeliveriesAsync(commits, token).ConfigureAwait(false);
            return null;
        });

    public static StoreCall CommitInTransaction(DeliveryCommit commit, bool expected) => new(
        Invariant($"IDeliveryTransaction.CommitAsync({commit})"), async (store, token) =>
        {
            if (store is not ITransactionalTrackingStore transactional)
            {
                await store.CommitDeliveriesAsync([commit], token).ConfigureAwait(false);
                return null;
            }

            await using var transaction = await transactional.BeginDeliveryAsync(new Lease<Guid>(commit.Id, commit.Fence), token)
                .ConfigureAwait(false);
            return Difference(expected, transaction is not null && await transaction.CommitAsync(commit, token).ConfigureAwait(false));
        });

    public static StoreCall Prune(DateTimeOffset before, int expected) => new(
        Invariant($"PruneAsync({before:O})"),
        async (store, token) => Difference(
            expected, await store.PruneAsync(new PruneRequest(before, before, BatchSize: 100), token).ConfigureAwait(false)));

    public static StoreCall ShortenLeases(DateTimeOffset latest, int expected) => new(
        Invariant($"ShortenLeasesAsync({latest:O})"),
        async (store, token) => Difference(expected, await store.ShortenLeasesAsync(latest, token).ConfigureAwait(false)));

    public static string Text(TrackedTransaction row) =>
        JsonSerializer.Serialize(row, StoredJson.Transaction) + Invariant($" {row.Status} {row.NextCheckAt:O} {row.CompletedAt:O}");

    private static string Text(ClaimedTransaction claim) =>
        Invariant($"{claim.Fence} {claim.Wakes} {claim.DueAt:O} {Text(claim.Transaction)}");

    private static string Text(ClaimedChange claim) => Invariant(
        $"{claim.Fence} {claim.HasExpiredLease} {claim.LastError} {string.Join(',', claim.CompletedHandlers)} {claim.Change.Attempt} ")
        + JsonSerializer.Serialize(claim.Change, StoredJson.Change);

    private static string? Difference(TrackedTransaction? expected, TrackedTransaction? actual) =>
        Difference(expected is null ? "rejected" : Text(expected), actual is null ? "rejected" : Text(actual));

    private static string? Difference<T>(T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? null : $"expected: {expected}\nactual:   {actual}";
}
