using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

/// <summary>Only the last claim of a change writes its result.</summary>
public sealed class DeliveryCommitRulesTests
{
    private static readonly Guid Id = Guid.Parse("11111111-1111-1111-1111-111111111111");

    [Fact]
    public void Held_claim_writes_its_result() => Assert.Equal(
        (DeliveryStatus.Parked, 3, "E"),
        DeliveryCommitRules.Decide(Commit(), Pending(Id), 7, []) is { } written
            ? (written.Status, written.Tries, written.LastError) : default);

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(-7)]
    [InlineData(0)]
    public void Claim_with_another_fencing_number_writes_nothing(long fence) =>
        Assert.Null(DeliveryCommitRules.Decide(Commit(), Pending(Id), fence, []));

    [Fact]
    public void Change_that_is_not_leased_not_pending_or_another_one_is_not_written()
    {
        Assert.Null(DeliveryCommitRules.Decide(Commit(), Pending(Id) with { IsLeased = false }, 7, []));
        Assert.Null(DeliveryCommitRules.Decide(Commit(), null, 7, []));
        Assert.Null(DeliveryCommitRules.Decide(Commit(), Pending(Guid.NewGuid()), 7, []));
    }

    [Fact]
    public void Handlers_that_the_store_has_recorded_stay_completed()
    {
        var commit = Commit() with { CompletedHandlers = ["two", "three"] };

        Assert.Equal(["one", "two", "three"], DeliveryCommitRules.Decide(commit, Pending(Id), 7, ["one", "two"])!.CompletedHandlers);
        Assert.Equal(["one"], DeliveryCommitRules.Decide(Commit(), Pending(Id), 7, ["one"])!.CompletedHandlers);
    }

    [Fact]
    public void Ended_changes_are_neither_leased_nor_next_and_stay_pending_only_for_another_try()
    {
        var (retried, delivered, parked, kept, other) =
            (Pending(Guid.NewGuid()), Pending(Guid.NewGuid()), Pending(Guid.NewGuid()), Pending(Guid.NewGuid()), Pending(Guid.NewGuid()));

        var left = DeliveryCommitRules.StillPending(
            [retried, delivered, parked, kept, other],
            [
                Commit() with { Id = retried.Id, Status = DeliveryStatus.Pending },
                Commit() with { Id = delivered.Id, Status = DeliveryStatus.Delivered },
                Commit() with { Id = parked.Id, Status = DeliveryStatus.Parked },
                Commit() with { Id = kept.Id, Status = DeliveryStatus.Pending, KeepsClaim = true },
            ]);

        Assert.Equal([retried with { IsLeased = false, IsNext = false }, kept, other], left);
    }

    [Fact]
    public void Arguments_are_required()
    {
        Assert.Throws<ArgumentNullException>("commit", () => DeliveryCommitRules.Decide(null!, null, 7, []));
        Assert.Throws<ArgumentNullException>("completedHandlers", () => DeliveryCommitRules.Decide(Commit(), null, 7, null!));
        Assert.Throws<ArgumentNullException>("pending", () => DeliveryCommitRules.StillPending(null!, []));
        Assert.Throws<ArgumentNullException>("written", () => DeliveryCommitRules.StillPending([], null!));
    }

    private static PendingChange Pending(Guid id) => new(id, 1, 2, IsLeased: true, IsNext: true);

    private static DeliveryCommit Commit() => new(Id, 7, DeliveryStatus.Parked, 3, [], null, null, "E");
}
