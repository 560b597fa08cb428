using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk;

/// <summary>The rules by which answers become a verdict and a belief. Pure functions, thread-safe.</summary>
public static class StatusRules
{
    /// <summary>What a state means for the payment, given the kind of transaction.</summary>
    /// <returns>From one table that covers every pair; Unknown for a state or kind that this version does not know.</returns>
    public static PaymentVerdict VerdictOf(PaymentState state, TransactionKind kind) => VerdictTable.Of(state, kind);

    /// <summary>Takes one more answer into a belief.</summary>
    /// <remarks>
    /// Answers may come late, twice and in any order: the belief in the end is the same, and the same as merging the beliefs of several
    /// observers. An answer whose state could not be read is kept as a fact; it lowers and contests nothing. Whether two answers can be
    /// seen to be of one transaction is decided by the ids they name: after an answer with the merchant's id alone, one with the
    /// gateway's id alone is refused until some answer has named both.
    /// </remarks>
    /// <param name="belief">What was believed so far; null before the first answer.</param>
    /// <param name="result">The answer to take in.</param>
    /// <returns>The belief with the answer in it. The same instance if the answer changes nothing; anything but
    /// <see cref="LookupOutcome.Answered"/> changes nothing, and leaves null null.</returns>
    /// <exception cref="ArgumentException">The answer is of another gateway, kind or id, or names no id that the belief knows. The
    /// message names both.</exception>
    [return: NotNullIfNotNull(nameof(belief))]
    public static StatusBelief? Advance(StatusBelief? belief, TransactionStatusResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Outcome != LookupOutcome.Answered) return belief;

        var observation = StatusObservation.Of(result);
        var identity = TransactionIdentity.Of(result);
        if (identity is { GatewayReference: null, MerchantReference: null })
            throw new ArgumentException("The answer names no transaction: it has neither id.", nameof(result));

        var first = Believe(identity, [result.State], observation, observation);
        return belief is null ? first : Join(belief, first, nameof(result));
    }

    /// <summary>Joins what two observers believe of one transaction.</summary>
    /// <remarks>Commutative, associative and idempotent: several writers of one store end with the same belief.</remarks>
    /// <param name="a">A belief; null when there is none yet.</param>
    /// <param name="b">Another belief of the same transaction; null when there is none yet.</param>
    /// <returns>The joined belief; <paramref name="a"/> itself if <paramref name="b"/> adds nothing. Null only if both are null.</returns>
    /// <exception cref="ArgumentException">They are of different gateways, kinds or ids, or have no id in common. The message names
    /// both.</exception>
    [return: NotNullIfNotNull(nameof(a))]
    [return: NotNullIfNotNull(nameof(b))]
    public static StatusBelief? Merge(StatusBelief? a, StatusBelief? b) =>
        a is null || b is null ? a ?? b : Join(a, b, nameof(b));

    private static StatusBelief Join(StatusBelief a, StatusBelief b, string parameter)
    {
        var believed = Believe(
            TransactionIdentity.Of(a).With(TransactionIdentity.Of(b), parameter),
            [.. a.Facts, .. b.Facts],
            ObservationOrder.Stronger(a.Strongest, b.Strongest),
            ObservationOrder.Later(a.Latest, b.Latest));
        var joined = believed with { FinalFailureAt = StatusBelief.Earlier(a.FinalFailureAt, b.FinalFailureAt) };
        return joined == a ? a : joined;
    }

    private static StatusBelief Believe(
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
