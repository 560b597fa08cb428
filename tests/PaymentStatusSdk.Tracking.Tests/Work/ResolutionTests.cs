using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>A person resolves transactions by hand in a host with workers.</summary>
public sealed class ResolutionTests : IAsyncDisposable
{
    private static readonly TransactionQuery Order = TransactionQuery.ByMerchantReference("O1") with { Kind = TransactionKind.Purchase };

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Resolution_is_delivered_to_every_handler_and_ends_the_checks()
    {
        _stage.Client.Answer("O1", PaymentState.Pending);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1 && _stage.Ledger.Handled.Count == 1);

        Assert.True(await worker.Tracker.ResolveAsync(row.Id, " Paid in cash ", "Ana", cancellationToken: Ct));
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 2 && _stage.Ledger.Handled.Count == 2);
        var queries = _stage.Client.Queries.Count;
        await worker.NotifyAsync("cards", null, "O1");
        Assert.False(await worker.Tracker.CheckNowAsync(row.Id, Ct));
        await _stage.AdvanceAsync(TimeSpan.FromDays(40));

        Assert.Equal(queries, _stage.Client.Queries.Count);
        var change = _stage.Shop.Handled.Last();
        Assert.Equal((StatusChangeKind.Resolved, 2L), (change.Kind, change.Sequence));
        Assert.Equal(("Paid in cash", "Ana"), (change.Transaction.Resolution!.Reason, change.Transaction.Resolution.ResolvedBy));
        Assert.Equal((PaymentState.Pending, PaymentVerdict.Undecided), (change.Transaction.Belief!.State, change.Transaction.Verdict));
        Assert.Equal(change.Transaction, await worker.Tracker.GetAsync(row.Id, Ct));
        Assert.False(await worker.Tracker.ResolveAsync(row.Id, "Again", "Ana", cancellationToken: Ct));
        Assert.False(await worker.Tracker.ResolveAsync(4711, "No such payment", "Ana", cancellationToken: Ct));
    }

    [Fact]
    public async Task Resolution_of_an_earlier_situation_is_refused()
    {
        _stage.Client.Answer("O1", PaymentState.Pending, PaymentState.Captured);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Any(change => change.Transaction.Verdict == PaymentVerdict.Undecided));
        var seen = (await worker.Tracker.GetAsync(row.Id, Ct))!.Sequence;
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Any(change => change.Transaction.Verdict == PaymentVerdict.Success));
        var paid = await worker.Tracker.GetAsync(row.Id, Ct);

        Assert.False(await worker.Tracker.ResolveAsync(row.Id, "The customer left", "Ana", seen, Ct));

        Assert.Equal(paid, await worker.Tracker.GetAsync(row.Id, Ct));
    }

    [Fact]
    public async Task Resolution_during_a_check_discards_its_answer()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        using var hold = _stage.Client.Hold();
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await _stage.Client.WaitForQueriesAsync(1, Ct);

        Assert.True(await worker.Tracker.ResolveAsync(row.Id, "Paid in cash", "Ana", cancellationToken: Ct));
        hold.Release();
        await _stage.AdvanceAsync(TimeSpan.FromDays(1));

        var resolved = (await worker.Tracker.GetAsync(row.Id, Ct))!;
        Assert.Equal((TrackingStatus.Stopped, null, 1L), (resolved.Status, resolved.Belief, resolved.Sequence));
        Assert.Equal([CommitOutcome.Lost], worker.Store.Outcomes);
    }

    [Fact]
    public async Task Resolved_transaction_is_tracked_again()
    {
        _stage.Client.Answer("O1", PaymentState.Pending, PaymentState.Captured);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        await worker.Tracker.ResolveAsync(row.Id, "Paid in cash", "Ana", cancellationToken: Ct);

        await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Any(change => change.Transaction.Verdict == PaymentVerdict.Success));

        Assert.Null((await worker.Tracker.GetAsync(row.Id, Ct))!.Resolution);
    }

    [Fact]
    public async Task Texts_are_checked_before_the_store_is_called()
    {
        var worker = await _stage.StartAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => worker.Tracker.ResolveAsync(1, " ", "Ana", cancellationToken: Ct));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => worker.Tracker.ResolveAsync(1, "Paid", new string('n', 201), cancellationToken: Ct));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => worker.Tracker.ResolveAsync(1, new string('r', 501), "Ana", cancellationToken: Ct));
    }

    [Fact]
    public async Task Pause_of_a_client_is_reported()
    {
        _stage.Client.Fail("O1", TransactionStatusErrorKind.Authentication);
        var worker = await _stage.StartAsync();
        var pauses = worker.Services.GetRequiredService<ITrackingPauseSource>();
        Assert.Null(pauses.PauseLeft("cards"));
        Assert.Null(pauses.PauseLeft("unknown"));
        await worker.Tracker.TrackAsync("cards", Order, null, Ct);

        await _stage.AdvanceUntilAsync(() => _stage.Client.Queries.Count == 1 && pauses.PauseLeft("cards") is not null);

        Assert.InRange(pauses.PauseLeft("cards")!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }
}
