using System.Data.Common;
using System.Globalization;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>
/// A handler with the inbox table is broken at each statement. The effect and the row in the inbox are committed together, a delivered
/// change has an effect, and after the repetition there is exactly one.
/// </summary>
public abstract class InboxCrashPointTests<TFixture> : CrashPointPart<TFixture>
    where TFixture : ICrashingStoreFixture, new()
{
    private const string Handler = "Shop";

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task Effect_and_inbox_are_committed_together(CrashMode mode)
    {
        // The fixture may create the place of unqualified tables with the store.
        await Store.PrepareAsync(Ct);
        await Merchant.RunAsync(InboxSchema.GetScript(), Ct);
        await BreakEverywhereAsync(mode, least: 6, async number =>
        {
            var row = await AddWithChangesAsync(Row($"order-{number}"), 1, TrackingStatus.Completed);
            var change = Assert.Single(await ChangesAsync(row.Id)).Change;
            var before = await Merchant.CountAsync(Ct);
            return new CrashCase(
                async (process, plan) =>
                {
                    // Processes share no pool.
                    await using var database = Fixture.CreateDataSource();
                    await DeliverAsync(process.Store, new CrashingDataSource(database, plan));
                },
                async () => (await ReadAsync()).IsDelivered,
                async () =>
                {
                    await RepeatAsync(async () => (await ReadAsync()).IsDelivered, () => DeliverAsync(Other.Store, Merchant.Database));
                    Assert.Equal((1, true), await ReadAsync());
                });

            async Task<(int Effects, bool IsDelivered)> ReadAsync()
            {
                var effects = await Merchant.CountAsync(Ct) - before;
                var isDelivered = Assert.Single(await StatusesAsync(row.Id)) == DeliveryStatus.Delivered;
                Assert.Equal(effects, await CountInboxAsync(change.Id));
                AssertIs((effects, isDelivered), (0, false), (1, false), (1, true));
                return (effects, isDelivered);
            }

            async Task DeliverAsync(ITrackingStore store, DbDataSource database)
            {
                if ((await ClaimChangesAsync(store: store)).SingleOrDefault() is not { } claimed) throw new NothingClaimedException();
                if (claimed.HasExpiredLease)
                {
                    await store.CommitDeliveriesAsync([Retried(claimed, Now)], Ct);
                    return;
                }

                try
                {
                    await Inbox.HandleAsync(database, Handler, new Shop(Merchant, $"{Handler}-{number}"), claimed.Change, Ct);
                }
                catch (Exception exception) when (exception is not ProcessEndedException)
                {
                    // Like the worker, which does not know whether the commit succeeded.
                    await store.CommitDeliveriesAsync([Retried(claimed, Now)], Ct);
                    throw;
                }

                await store.CommitDeliveriesAsync([Delivered(claimed, Handler)], Ct);
            }
        });
    }

    private async Task<int> CountInboxAsync(Guid change)
    {
        await using var connection = await Merchant.Database.OpenConnectionAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM payment_inbox WHERE change_id = @change_id";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@change_id", change.ToString("D"));
        command.Parameters.Add(parameter);
        return Convert.ToInt32(await command.ExecuteScalarAsync(Ct), CultureInfo.InvariantCulture);
    }

    private sealed class Shop(MerchantTable merchant, string effect) : ITransactionalStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken) =>
            merchant.AddAsync(transaction, effect, cancellationToken);
    }
}
