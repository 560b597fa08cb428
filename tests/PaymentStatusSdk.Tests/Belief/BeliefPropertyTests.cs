using System.Text.Json;
using PaymentStatusSdk.Json;
using static PaymentStatusSdk.Tests.Belief.Answers;

namespace PaymentStatusSdk.Tests.Belief;

public sealed class BeliefPropertyTests
{
    private static readonly PaymentState[] Paid =
    [
        PaymentState.Captured, PaymentState.Credited, PaymentState.RefundPending, PaymentState.PartiallyRefunded,
        PaymentState.ChargedBack, PaymentState.Refunded, PaymentState.Reversed,
    ];

    private static readonly PaymentState[] NotPaid =
    [
        PaymentState.Declined, PaymentState.Failed, PaymentState.Canceled, PaymentState.Expired,
    ];

    [Fact]
    public void Belief_is_the_same_in_every_order() => PropertyCheck.Holds(BeliefGenerators.Answers(5), answers =>
    {
        var belief = Fold(answers);

        Assert.All(Permutations(answers), order => Assert.Equal(belief, Fold(order)));
    });

    [Fact]
    public void Belief_is_the_same_with_every_answer_repeated() => PropertyCheck.Holds(BeliefGenerators.Answers(12), answers =>
    {
        var belief = Fold(answers);

        Assert.Equal(belief, Fold(answers.SelectMany(answer => new[] { answer, answer })));
        Assert.Equal(belief, Fold([.. answers, .. answers.Reverse(), .. answers]));
    });

    [Fact]
    public void Merging_beliefs_is_advancing_through_all_answers() => PropertyCheck.Holds(BeliefGenerators.Answers(12), answers =>
    {
        for (var cut = 0; cut <= answers.Length; cut++)
        {
            // The halves overlap by one answer: two observers may have seen the same.
            var left = Fold(answers.Take(cut + 1));
            var right = Fold(answers.Skip(cut));

            Assert.Equal(Fold(answers), StatusRules.Merge(left, right));
            Assert.Equal(Fold(answers), StatusRules.Merge(right, left));
        }
    });

    [Fact]
    public void Merge_is_associative_and_idempotent() => PropertyCheck.Holds(BeliefGenerators.Answers(9), answers =>
    {
        var a = Fold(answers.Where((_, i) => i % 3 == 0));
        var b = Fold(answers.Where((_, i) => i % 3 == 1));
        var c = Fold(answers.Where((_, i) => i % 3 == 2));

        Assert.Equal(StatusRules.Merge(StatusRules.Merge(a, b), c), StatusRules.Merge(a, StatusRules.Merge(b, c)));
        Assert.Same(a, StatusRules.Merge(a, a));
    });

    [Fact]
    public void Paid_payment_never_becomes_unpaid_without_being_contested() => PropertyCheck.Holds(BeliefGenerators.Answers(8), answers =>
    {
        if (!answers.Any(answer => Paid.Contains(answer.State))) return;
        var belief = Believe(answers);

        Assert.Contains(belief.State, Paid);
        Assert.NotEqual(PaymentVerdict.Failure, belief.Verdict);
        Assert.Contains(belief.Facts, Paid.Contains);
        var lastQueriedAt = answers.Where(answer => answer.State != PaymentState.Unknown).Max(answer => answer.AskedAt);
        if (answers.Any(answer => answer.AskedAt == lastQueriedAt && Paid.Contains(answer.State))) return;
        Assert.Equal((true, Finality.Unknown, PaymentVerdict.Unknown), (belief.IsContested, belief.Finality, belief.Verdict));
    });

    [Fact]
    public void Overturned_requires_a_final_failure_and_a_payment_queried_no_earlier() =>
        PropertyCheck.Holds(BeliefGenerators.Answers(8), answers =>
        {
            if (Fold(answers) is not { } belief) return;
            var failures = answers.Where(answer => answer is { Outcome: LookupOutcome.Answered, Finality: Finality.Final }
                && NotPaid.Contains(answer.State)).ToArray();

            Assert.Equal(failures.Length == 0 ? null : failures.Min(answer => answer.AskedAt), belief.FinalFailureAt);
            var isPaidSince = belief.Verdict is PaymentVerdict.Success or PaymentVerdict.Returned
                && failures.Any(failure => failure.AskedAt <= belief.Strongest.AskedAt);
            if (!belief.IsContested) Assert.Equal(isPaidSince && belief.Kind == TransactionKind.Purchase, belief.IsOverturned);
        });

    // Documents of an earlier version have no time of the first final failure.
    [Fact]
    public void Belief_stored_by_an_earlier_version_merges_like_any_other() => PropertyCheck.Holds(BeliefGenerators.Answers(6), answers =>
    {
        if (Fold(answers) is not { } belief) return;
        var stored = belief with { FinalFailureAt = null };

        Assert.Same(stored, StatusRules.Merge(stored, stored));
        Assert.Equal(belief, StatusRules.Merge(stored, belief));
        Assert.Equal(belief, StatusRules.Merge(belief, stored));
    });

    [Fact]
    public void Verdict_comes_from_one_of_the_answers_queried_last() => PropertyCheck.Holds(BeliefGenerators.Answers(8), answers =>
    {
        if (Fold(answers) is not { Verdict: not PaymentVerdict.Unknown } belief) return;

        var known = answers.Where(answer => answer.State != PaymentState.Unknown).ToArray();
        var lastQueriedAt = known.Where(answer => answer.AskedAt == known.Max(other => other.AskedAt));
        Assert.Contains(lastQueriedAt, answer =>
            StatusRules.VerdictOf(answer.State, belief.Kind) == belief.Verdict && answer.Finality == belief.Finality);
    });

    [Fact]
    public void Class_never_decreases() => PropertyCheck.Holds(BeliefGenerators.Answers(8), answers =>
    {
        StatusBelief? belief = null;
        foreach (var answer in answers)
        {
            var next = StatusRules.Advance(belief, answer);
            Assert.True((next?.Strongest.Class ?? 0) >= (belief?.Strongest.Class ?? 0));
            Assert.Superset((belief?.Facts ?? []).ToHashSet(), (next?.Facts ?? []).ToHashSet());
            belief = next;
        }
    });

    [Fact]
    public void Unreadable_answers_change_only_facts_and_references() => PropertyCheck.Holds(BeliefGenerators.Answers(8), answers =>
    {
        if (Fold(answers.Where(answer => answer.State != PaymentState.Unknown)) is not { } readable) return;
        var belief = Believe(answers);

        Assert.Equal((readable.Strongest, readable.Latest, readable.IsContested), (belief.Strongest, belief.Latest, belief.IsContested));
        Assert.Equal(readable.Facts, belief.Facts.Where(state => state != PaymentState.Unknown));
    });

    [Fact]
    public void Belief_survives_json() => PropertyCheck.Holds(BeliefGenerators.Answers(6), answers =>
    {
        if (Fold(answers) is not { } belief) return;

        var json = JsonSerializer.Serialize(belief, PaymentStatusJsonContext.Default.StatusBelief);

        Assert.Equal(belief, JsonSerializer.Deserialize(json, PaymentStatusJsonContext.Default.StatusBelief));
    });

    private static IEnumerable<T[]> Permutations<T>(T[] items)
    {
        if (items.Length < 2) return [items];
        return items.SelectMany((item, index) =>
            Permutations(items.Where((_, other) => other != index).ToArray()).Select(others => (T[])[item, .. others]));
    }
}
