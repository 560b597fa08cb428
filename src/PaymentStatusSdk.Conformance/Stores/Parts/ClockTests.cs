using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>The time of the store, and the leases that remain after a clock is set back.</summary>
public abstract class ClockTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(31);

    [Fact]
    public async Task Database_with_a_clock_returns_its_time_to_processes_with_a_wrong_clock()
    {
        await using var wrong = Fixture.Start(clock: new ManualTimeProvider(Now + Month));

        var (first, other) = (await Store.GetTimeAsync(Ct), await wrong.Store.GetTimeAsync(Ct));

        Assert.Equal(first, other);
        if (first.Now is { } now) Assert.Equal(Now, now, Second);
        else Assert.Equal(new StoreTime(), first);
    }

    [Fact]
    public async Task Database_without_a_clock_keeps_the_last_recorded_time_even_if_it_is_earlier()
    {
        if ((await Store.GetTimeAsync(Ct)).Now is not null)
        {
            await Store.NoteTimeAsync(new StoreTime { NewestAt = Now + Month }, Ct);
            Assert.Equal(Now, (await Store.GetTimeAsync(Ct)).Now!.Value, Second);
            return;
        }

        var later = new StoreTime { NewestAt = Now + Month, AcceptedAt = Now.AddTicks(1) };
        await Store.NoteTimeAsync(later, Ct);
        Assert.Equal(later, await Other.Store.GetTimeAsync(Ct));

        await Other.Store.NoteTimeAsync(new StoreTime { NewestAt = Now }, Ct);
        Assert.Equal(new StoreTime { NewestAt = Now }, await Store.GetTimeAsync(Ct));
    }

    [Fact]
    public async Task Lease_of_a_row_that_ends_too_late_is_shortened_and_kept_by_its_holder()
    {
        var added = await AddAsync(Row());
        var held = Assert.Single(await Store.ClaimChecksAsync(new CheckClaim("cards", 1, Now, Now + Month), Ct));

        Assert.Equal(1, await Other.Store.ShortenLeasesAsync(Now + Minute, Ct));
        Assert.Equal(0, await Other.Store.ShortenLeasesAsync(Now + Minute, Ct));

        Assert.Empty(await ClaimAsync(store: Other.Store));
        await Store.RenewChecksAsync([new Lease<long>(added.Id, held.Fence)], Now + 2 * Minute, Ct);
        Clock.Advance(Minute);
        Assert.Empty(await ClaimAsync(store: Other.Store));
        Clock.Advance(Minute);
        var claimed = Assert.Single(await ClaimAsync(store: Other.Store));
        Assert.True(claimed.Fence > held.Fence);
        Assert.Equal(CommitOutcome.Lost, await CommitAsync(Checked(held)));
    }

    [Fact]
    public async Task Lease_of_a_change_that_ends_too_late_is_shortened()
    {
        await AddWithChangesAsync(Row());
        var held = Assert.Single(await Store.ClaimChangesAsync(new ChangeClaim(1, Now, Now + Month), Ct));

        Assert.Equal(1, await Store.ShortenLeasesAsync(Now + Minute, Ct));

        Assert.Empty(await ClaimChangesAsync(store: Other.Store));
        Clock.Advance(Minute);
        var claimed = Assert.Single(await ClaimChangesAsync(store: Other.Store));
        Assert.True(claimed.HasExpiredLease && claimed.Fence > held.Fence);
    }

    [Fact]
    public async Task Leases_that_end_in_time_and_unclaimed_rows_stay_unchanged()
    {
        await AddAndClaimAsync(Row("held"));
        var later = await AddAsync(Row("later") with { NextCheckAt = Now + Month });
        var retried = await AddWithChangesAsync(Row("retried"), changes: 2);
        await Store.CommitDeliveriesAsync([Retried(Assert.Single(await ClaimChangesAsync()), Now + Month)], Ct);

        Assert.Equal(0, await Store.ShortenLeasesAsync(Now + Minute, Ct));

        Assert.Equal(Now + Month, (await Store.GetAsync(later.Id, Ct))!.NextCheckAt);
        Assert.Equal(Now + 60 * Minute, (await Store.GetAsync(retried.Id, Ct))!.NextCheckAt);
        Clock.Advance(2 * Minute);
        Assert.Empty(await ClaimChangesAsync());
    }
}
