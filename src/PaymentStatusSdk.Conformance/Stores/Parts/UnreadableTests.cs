using System.Text.Json;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>A damaged document delays only its own transaction.</summary>
public abstract class UnreadableTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    private const string OutOfRange =
        """{"clientName":"cards","query":{"merchantReference":"bad"},"policy":{"schedule":{"trackFor":"-00:00:01"}}}""";

    // No JSON, JSON of another kind, JSON without required members, and JSON that the record rejects.
    public static TheoryData<string> Rows => ["null", "[]", "{}", OutOfRange];

    public static TheoryData<string> Changes =>
        ["null", "[]", "{}", $$"""{"id":"0198c0de-0000-7000-8000-000000000000","sequence":1,"transaction":{{OutOfRange}}}"""];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Unreadable_row_is_skipped_for_an_hour_and_the_others_are_claimed(string document)
    {
        await AddAsync(Row("a"));
        var bad = await AddAsync(Row("bad") with { NextCheckAt = Now - Minute });
        await AddAsync(Row("b"));
        await Fixture.SetDocumentAsync(bad.Id, document, Ct);

        var claimed = await ClaimAsync();

        Assert.Equal(["a", "b"], claimed.Select(row => row.Transaction.MerchantReference));
        foreach (var row in claimed) await CommitAsync(Checked(row));
        Clock.Advance(59 * Minute);
        Assert.Empty(await ClaimAsync(store: Other.Store));
        await Fixture.SetDocumentAsync(bad.Id, JsonSerializer.Serialize(bad, TrackingJsonContext.Default.TrackedTransaction), Ct);
        Clock.Advance(Minute);
        Assert.Equal(["a", "b", "bad"], (await ClaimAsync(store: Other.Store)).Select(row => row.Transaction.MerchantReference).Order());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Unreadable_change_is_skipped_for_an_hour_and_the_others_are_claimed(string document)
    {
        var commit = Checked(await AddAndClaimAsync(Row("bad")), changes: 1);
        await CommitAsync(commit);
        Clock.Advance(Second);
        await AddWithChangesAsync(Row("a"));
        await AddWithChangesAsync(Row("b"));
        await Fixture.SetChangeDocumentsAsync(commit.Transaction.Id, document, Ct);

        var claimed = await ClaimChangesAsync();

        Assert.Equal(["a", "b"], claimed.Select(one => one.Change.Transaction.MerchantReference).Order());
        await Store.CommitDeliveriesAsync([.. claimed.Select(one => Delivered(one))], Ct);
        Clock.Advance(59 * Minute);
        Assert.Empty(await ClaimChangesAsync(store: Other.Store));
        await Fixture.SetChangeDocumentsAsync(
            commit.Transaction.Id, JsonSerializer.Serialize(commit.Changes[0], TrackingJsonContext.Default.StatusChange), Ct);
        Clock.Advance(Minute);
        Assert.Equal(commit.Changes[0], Assert.Single(await ClaimChangesAsync(store: Other.Store)).Change);
    }

    [Fact]
    public async Task Change_that_becomes_unreadable_during_its_delivery_does_not_delay_an_earlier_one_that_is_redelivered()
    {
        var commit = Checked(await AddAndClaimAsync(Row()), changes: 2);
        await CommitAsync(commit);
        var first = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Parked(first)], Ct);
        Assert.Equal(2, Assert.Single(await ClaimChangesAsync()).Change.Sequence);
        await Store.RedeliverAsync(first.Change.Id, Now, Ct);
        await Fixture.SetChangeDocumentsAsync(commit.Transaction.Id, "{}", Ct);
        Clock.Advance(2 * Minute);

        // The lease of the second change has expired: it is deferred, and so is the first one, which is unreadable as well.
        Assert.Empty(await ClaimChangesAsync(store: Other.Store));

        await Fixture.SetChangeDocumentsAsync(
            commit.Transaction.Id, JsonSerializer.Serialize(commit.Changes[0], TrackingJsonContext.Default.StatusChange), Ct);
        Clock.Advance(60 * Minute);
        Assert.Equal(first.Change.Id, Assert.Single(await ClaimChangesAsync(store: Other.Store)).Change.Id);
    }

    [Fact]
    public async Task Unreadable_row_uses_up_no_place_in_a_batch()
    {
        var bad = await AddAsync(Row("bad") with { NextCheckAt = Now - Minute });
        await AddAsync(Row("a"));
        await Fixture.SetDocumentAsync(bad.Id, "{}", Ct);

        var first = await ClaimAsync(count: 1);
        var second = await ClaimAsync(count: 1);

        Assert.Equal("a", Assert.Single(first.Concat(second)).Transaction.MerchantReference);
    }

    [Fact]
    public async Task Unreadable_row_fails_the_caller_that_reads_it()
    {
        var bad = await AddAsync(Row());
        await Fixture.SetDocumentAsync(bad.Id, OutOfRange, Ct);

        Assert.False((await Assert.ThrowsAsync<TrackingStoreException>(() => Store.GetAsync(bad.Id, Ct))).IsTransient);
        Assert.False((await Assert.ThrowsAsync<TrackingStoreException>(() => Store.ListAsync(new TrackedFilter(), Ct))).IsTransient);
    }
}
