using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>References come from outside: every text is stored unchanged or rejected; it is never truncated, changed or executed.</summary>
public abstract class HostileTextTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["quotes"] = "'; DROP TABLE payment_tracked; --\"`[]$$",
        ["wildcards"] = "%_*?",
        ["emoji"] = "👩‍👩‍👧‍👦 \U0001F4B6",
        ["accents"] = "é e\u0301 ß ẞ İ",
        ["control characters"] = "\u0001\u001f\u007f\r\n\t",
        ["blanks at the ends"] = " a ",
        ["right to left"] = "\u202eabc\u202c\ufeff",
        ["backslashes"] = "\\u0000\\x00\\'",
        ["json"] = "{\"id\":1}]}",
        ["NUL"] = "a\0b",
        ["NUL at the end"] = "a\0",
        ["half a surrogate"] = "a\ud800b",
        ["other half"] = "\udc00",
        ["2,000 characters"] = new string('x', 2_000),
        ["64 KiB"] = string.Concat(Enumerable.Range(0, 8_192).Select(number => $"{number:x8}")),
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Merchant_reference_is_stored_unchanged_or_rejected(string name)
    {
        var id = Texts[name];
        var row = Row(id);
        var isStored = await IsStoredAsync(row);

        Assert.Equal(isStored ? [id] : [], (await Store.ListAsync(new TrackedFilter(), Ct)).Items.Select(one => one.MerchantReference));
        Assert.Equal(isStored ? 1 : 0, (await Store.ListAsync(new TrackedFilter { TransactionId = id }, Ct)).Items.Count);
        Assert.Equal(isStored, await Store.FindAsync("cards", Keys(row), Ct) is not null);
        Assert.Equal(
            isStored ? 1 : 0,
            await Store.WakeAsync(new WakeRequest(Now, Now) { ClientName = "cards", MerchantKey = Keys(row).MerchantKey }, Ct));
        Assert.Equal(isStored ? [id] : [], (await ClaimAsync()).Select(one => one.Transaction.MerchantReference));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(2_000)]
    public async Task Row_with_long_references_is_found_after_checks_and_enrollments(int length)
    {
        var row = Row("m" + new string('x', length - 1), gatewayReference: "g" + new string('y', length - 1));
        var claimed = await AddAndClaimAsync(row);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(claimed)));
        var joined = await AddAsync(row, join: known => known with { NextCheckAt = Now });
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(Assert.Single(await ClaimAsync()))));

        Assert.Equal(claimed.Transaction.Id, joined.Id);
        Assert.Equal(claimed.Transaction.Id, (await Store.FindAsync("cards", Keys(row), Ct))?.Id);
        Assert.Equal(claimed.Transaction.Id, (await AddAsync(row)).Id);
        Assert.Equal(1, await Store.WakeAsync(new WakeRequest(Now, Now) { ClientName = "cards", GatewayKey = Keys(row).GatewayKey }, Ct));
        Assert.Equal(1, await Store.WakeAsync(new WakeRequest(Now, Now) { ClientName = "cards", MerchantKey = Keys(row).MerchantKey }, Ct));
        Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Gateway_reference_is_stored_unchanged_or_rejected(string name)
    {
        var id = Texts[name];
        var row = Row(null, id);
        var isStored = await IsStoredAsync(row);

        Assert.Equal(isStored ? [id] : [], (await Store.ListAsync(new TrackedFilter(), Ct)).Items.Select(one => one.GatewayReference));
        Assert.Equal(isStored ? 1 : 0, (await Store.ListAsync(new TrackedFilter { TransactionId = id }, Ct)).Items.Count);
        Assert.Equal(isStored, await Store.FindAsync("cards", Keys(row), Ct) is not null);
        Assert.Equal(isStored ? 1 : 0, await Store.WakeAsync(new WakeRequest(Now, Now) { ClientName = "cards", GatewayKey = id }, Ct));
        if (isStored) Assert.Equal((await ClaimAsync())[0].Transaction.Id, (await AddAsync(row)).Id);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Learned_reference_is_stored_unchanged_or_rejected(string name)
    {
        var id = Texts[name];
        var claimed = await AddAndClaimAsync(Row());
        var commit = Checked(claimed, changes: 1, edit: row => row with { GatewayReference = id });

        try
        {
            Assert.Equal(CommitOutcome.Written, await CommitAsync(commit));
        }
        catch (TrackingStoreException refusal)
        {
            Assert.Equal((false, true), (refusal.IsTransient, refusal.IsOfData));
            Assert.Equal(claimed.Transaction, await Store.GetAsync(claimed.Transaction.Id, Ct));
            return;
        }

        Assert.Equal(commit.Transaction, await Other.Store.GetAsync(claimed.Transaction.Id, Ct));
        Assert.Equal(id, Assert.Single(await ClaimChangesAsync()).Change.Transaction.GatewayReference);
    }

    [Fact]
    public async Task Similar_references_are_different()
    {
        string[] ids = ["a", "a ", " a", "A", "á", "a\u0301", "а", "a\u200b"];
        foreach (var id in ids) await AddAsync(Row(null, id));

        Assert.Equal(ids.Reverse(), (await Store.ListAsync(new TrackedFilter(), Ct)).Items.Select(row => row.GatewayReference));
    }

    [Fact]
    public async Task Unwritable_references_are_never_confused()
    {
        // All unpaired surrogates become the same replacement character, and a text may end at its first NUL.
        foreach (var id in new[] { "\ud800", "\ud801", "\ufffd", "x\0y", "x\0z", "x" }) await IsStoredAsync(Row(null, id));

        var found = (await Store.ListAsync(new TrackedFilter(), Ct)).Items.Select(row => row.GatewayReference).ToArray();
        Assert.Distinct(found);
        Assert.Contains("\ufffd", found);
        Assert.Contains("x", found);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Keys_of_locks_and_mailboxes_do_no_harm(string name)
    {
        var text = Texts[name];
        try
        {
            await AcquireAsync(First, text);
            await using var mailbox = await First.CallbackRouter.OpenAsync(text, Minute, Ct);
            Assert.Equal(CallbackDelivery.Delivered, await Other.CallbackRouter.DeliverAsync(text, new byte[] { 1 }, Ct));
        }
        catch (TrackingStoreException refusal)
        {
            Assert.Equal((false, true), (refusal.IsTransient, refusal.IsOfData));
        }

        Assert.Equal(CallbackDelivery.NotOpen, await Other.CallbackRouter.DeliverAsync(text, new byte[] { 1 }, Ct));
        await AcquireAsync(Other, "another");
    }

    private async Task<bool> IsStoredAsync(TrackedTransaction row)
    {
        try
        {
            Assert.True((await AddAsync(row)).Id > 0);
            return true;
        }
        catch (TrackingStoreException refusal)
        {
            Assert.Equal((false, true), (refusal.IsTransient, refusal.IsOfData));
            return false;
        }
    }
}
