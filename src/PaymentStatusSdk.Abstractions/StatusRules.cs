using System.Diagnostics.CodeAnalysis;
using PaymentStatusSdk.Belief;

namespace PaymentStatusSdk;

/// <summary>The rules that derive verdicts and beliefs from answers. Pure functions, thread-safe.</summary>
public static class StatusRules
{
    /// <summary>Returns the meaning of a state for the payment, given the kind of the transaction.</summary>
    /// <returns>The verdict from one table that covers every pair; Unknown for a state or kind that this version does not know.</returns>
    public static PaymentVerdict VerdictOf(PaymentState state, TransactionKind kind) => VerdictTable.Of(state, kind);

    /// <summary>Adds one answer to a belief.</summary>
    /// <remarks>
    /// Neither the order of answers nor a repetition matters: the answers Pending and Captured result in the same belief, whichever arrives
    /// first. Merging the beliefs of several observers results in it as well. An answer with an unknown state does not change the state and
    /// does not contest it. The references of an answer must match the belief: after an answer that has only a merchant reference, an
    /// answer that has only a gateway reference is rejected until an answer has had both.
    /// </remarks>
    /// <param name="belief">The current belief; null before the first answer.</param>
    /// <param name="result">The answer to add.</param>
    /// <returns>The belief with the answer added; the same instance if the answer changes nothing. A result with an outcome other than
    /// <see cref="LookupOutcome.Answered"/> changes nothing, so null stays null.</returns>
    /// <exception cref="ArgumentException">The answer is from another client, or has another kind or reference, or has no reference in
    /// common with the belief. The message contains both values.</exception>
    [return: NotNullIfNotNull(nameof(belief))]
    public static StatusBelief? Advance(StatusBelief? belief, TransactionStatusResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Outcome != LookupOutcome.Answered) return belief;

        var observation = StatusObservation.Of(result);
        var identity = TransactionIdentity.Of(result);
        if (identity is { GatewayReference: null, MerchantReference: null })
            throw new ArgumentException(
                "The answer identifies no transaction: it has neither a gateway reference nor a merchant reference.", nameof(result));

        var first = CreateBelief(identity, [result.State], observation, observation);
        return belief is null ? first : MergeBoth(belief, first, nameof(result));
    }

    /// <summary>Merges the beliefs of two observers about one transaction.</summary>
    /// <remarks>Commutative, associative and idempotent: several writers to one store end with the same belief.</remarks>
    /// <param name="a">A belief; null when there is none yet.</param>
    /// <param name="b">Another belief about the same transaction; null when there is none yet.</param>
    /// <returns>The merged belief; <paramref name="a"/> itself if <paramref name="b"/> adds nothing. Null only if both are null.</returns>
    /// <exception cref="ArgumentException">The beliefs have different clients, kinds or references, or no reference in common. The
    /// message contains both values.</exception>
    [return: NotNullIfNotNull(nameof(a))]
    [return: NotNullIfNotNull(nameof(b))]
    public static StatusBelief? Merge(StatusBelief? a, StatusBelief? b) =>
        a is null || b is null ? a ?? b : MergeBoth(a, b, nameof(b));

    private static StatusBelief MergeBoth(StatusBelief a, StatusBelief b, string parameter)
    {
        var combined = CreateBelief(
            TransactionIdentity.Of(a).Merge(TransactionIdentity.Of(b), parameter),
            [.. a.Facts, .. b.Facts],
            ObservationOrder.Stronger(a.Strongest, b.Strongest),
            ObservationOrder.Later(a.Latest, b.Latest));
        var merged = combined with { FinalFailureAt = StatusBelief.Earlier(a.FinalFailureAt, b.FinalFailureAt) };
        return merged == a && ReferenceEquals(merged.Strongest, a.Strongest) && ReferenceEquals(merged.Latest, a.Latest) ? a : merged;
    }

    private static StatusBelief CreateBelief(
        TransactionIdentity identity, IReadOnlyList<PaymentState> facts, StatusObservation strongest, StatusObservation latest) => new()
        {
            ClientName = identity.ClientName,
            Kind = identity.Kind,
            GatewayReference = identity.GatewayReference,
            MerchantReference = identity.MerchantReference,
            Facts = facts,
            Strongest = strongest,
            Latest = latest,
        };
}
