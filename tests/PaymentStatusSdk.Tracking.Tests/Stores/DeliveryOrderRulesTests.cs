using FsCheck;
using FsCheck.Fluent;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

public sealed class DeliveryOrderRulesTests
{
    private static readonly Rnd Seed = new(20260102UL, 1234567UL);

    // Pending changes as sequence numbers, L for a leased one and * for the current next one; the next one afterwards.
    [Theory]
    [InlineData("1", "1")]
    [InlineData("2 1*", "1")]
    [InlineData("2* 1", "1")]
    [InlineData("1 2L*", "2")]
    [InlineData("1 2L", "2")]
    [InlineData("3 5 4", "3")]
    public void Next_is_the_change_that_is_delivered_or_the_first_one(string pending, string expected)
    {
        PendingChange[] changes = [.. pending.Split(' ').Select(text => new PendingChange(
            Guid.NewGuid(), 7, int.Parse(text.TrimEnd('*').TrimEnd('L'), System.Globalization.CultureInfo.InvariantCulture),
            text.Contains('L', StringComparison.Ordinal), text.EndsWith('*')))];

        var after = Apply(changes);

        Assert.Equal(expected, $"{Assert.Single(after, change => change.IsNext).Sequence}");
    }

    [Fact]
    public void Each_transaction_has_exactly_one_next_change_and_a_second_decision_corrects_nothing()
    {
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<(byte Transaction, byte Sequence, bool IsLeased, bool IsNext)[]>(),
            rows =>
            {
                PendingChange[] changes =
                [
                    .. rows.Select(row => new PendingChange(Guid.NewGuid(), row.Transaction % 3, row.Sequence, row.IsLeased, row.IsNext)),
                ];
                var after = Apply(changes);
                return after.GroupBy(change => change.TransactionId).All(group => group.Count(change => change.IsNext) == 1)
                    && after.Where(change => change.IsNext)
                        .All(next => next.IsLeased || !after.Any(other => other.TransactionId == next.TransactionId && other.IsLeased))
                    && DeliveryOrderRules.Decide(after).Count == 0;
            });
        Check.One(Config.QuickThrowOnFailure.WithReplay(new Replay(Seed, null)), property);
    }

    private static PendingChange[] Apply(PendingChange[] changes)
    {
        var corrections = DeliveryOrderRules.Decide(changes).ToDictionary(change => change.Id);
        return [.. changes.Select(change => corrections.GetValueOrDefault(change.Id, change))];
    }
}
