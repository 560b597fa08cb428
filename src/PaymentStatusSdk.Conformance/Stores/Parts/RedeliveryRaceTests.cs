using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>
/// Two changes of one transaction are never delivered concurrently, even if an earlier one becomes pending while a later one is claimed.
/// </summary>
public abstract class RedeliveryRaceTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    private const int Transactions = 40;
    private const int Rounds = 16;
    private const int Claimers = 3;

    [Fact]
    public async Task Change_redelivered_during_claims_never_runs_beside_a_later_one()
    {
        for (var number = 0; number < Transactions; number++) await AddAsync(Row($"order-{number}"));
        await CommitAllAsync(await ClaimAllAsync(), changes: 2);
        var parked = await ParkFirstAsync();

        for (var round = 0; round < Rounds; round++)
        {
            // A change added during the claims is ordered behind existing ones, like all others.
            var checkedRows = round % 4 == 3 ? await WakeAndClaimAllAsync() : [];
            var claims = Enumerable.Range(0, Claimers)
                .Select(process => Task.Run(() => ClaimRepeatedlyAsync(Process(process).Store)))
                .ToArray();
            var redeliveries = parked.Select(id => Task.Run(() => Other.Store.RedeliverAsync(id, Now, Ct))).ToArray();
            if (checkedRows.Count > 0) await CommitAllAsync(checkedRows, changes: 1);
            Assert.All(await Task.WhenAll(redeliveries), Assert.True);
            var claimed = (await Task.WhenAll(claims)).SelectMany(list => list).ToArray();

            Assert.Equal(claimed.Length, claimed.Select(one => one.Change.Transaction.Id).Distinct().Count());
            await RestoreAsync(claimed, parked);
        }
    }

    private async Task<List<ClaimedChange>> ClaimRepeatedlyAsync(ITrackingStore store)
    {
        var claimed = new List<ClaimedChange>();
        for (var time = 0; time < 4; time++) claimed.AddRange(await ClaimChangesAsync(Transactions / 2, store));
        return claimed;
    }

    private async Task<IReadOnlyList<ClaimedTransaction>> WakeAndClaimAllAsync()
    {
        for (var id = 1L; id <= Transactions; id++) await WakeAsync(id);
        return await ClaimAllAsync();
    }

    private async Task<IReadOnlyList<ClaimedTransaction>> ClaimAllAsync()
    {
        var claimed = await ClaimAsync();
        Assert.Equal(Transactions, claimed.Count);
        return claimed;
    }

    private async Task CommitAllAsync(IReadOnlyList<ClaimedTransaction> rows, int changes) => Assert.All(
        await Store.CommitChecksAsync([.. rows.Select(row => Checked(row, changes))], Now, Ct),
        outcome => Assert.Equal(CommitOutcome.Written, outcome));

    private async Task<HashSet<Guid>> ParkFirstAsync()
    {
        var first = await ClaimChangesAsync();
        Assert.Equal(Transactions, first.Count);
        await Store.CommitDeliveriesAsync([.. first.Select(one => Parked(one))], Ct);
        return [.. first.Select(one => one.Change.Id)];
    }

    /// <summary>Parks the first changes again; the later ones wait.</summary>
    private async Task RestoreAsync(IReadOnlyList<ClaimedChange> claimed, HashSet<Guid> parked)
    {
        do
        {
            await Store.CommitDeliveriesAsync(
                [.. claimed.Select(one => parked.Contains(one.Change.Id) ? Parked(one) : Retried(one, Now))], Ct);
            claimed = await ClaimChangesAsync();
        }
        while (claimed.Any(one => parked.Contains(one.Change.Id)));

        await Store.CommitDeliveriesAsync([.. claimed.Select(one => Retried(one, Now))], Ct);
    }
}
