using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>
/// The invariant of the identity of an attempt: its belief keeps the references and the kind that answers have named. Pure functions.
/// </summary>
/// <remarks>
/// Other rules compare an answer with the belief to find out whether both are about one payment. Without this rule, they would not judge
/// an answer any more when the belief had lost what shows that.
/// </remarks>
internal static class IdentityInvariants
{
    /// <summary>Returns what answers have named for the current attempt after a commit, and checks that the belief has it.</summary>
    public static NamedIdentity CheckCommitted(
        RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        var named = IsSameAttempt(history, row) ? history.Named : new NamedIdentity { Since = VerdictInvariants.BeganAt(row) };
        if (answer is not null && ReportInvariants.IsCommitted(history, row, answer, settings) && IsMerged(row, answer))
        {
            named = named with
            {
                GatewayReference = answer.Reference ?? named.GatewayReference,
                MerchantReference = answer.MerchantReference ?? named.MerchantReference,
                Kind = answer.Kind == TransactionKind.Unknown ? named.Kind : answer.Kind,
            };
        }

        var belief = row.Belief;
        CheckReference(row, named.GatewayReference, belief?.GatewayReference, violations);
        CheckReference(row, named.MerchantReference, belief?.MerchantReference, violations);
        if (named.Kind != TransactionKind.Unknown && belief?.Kind != named.Kind)
            violations.Add(Invariant($"Row {row.Id}: the belief has the kind '{belief?.Kind}', but an answer named {named.Kind}."));
        return named;
    }

    /// <summary>Returns what answers have named for the current attempt of a row that was tracked again.</summary>
    // Two attempts may begin at the same time. One without a belief is new.
    public static NamedIdentity AfterEnrollment(RowHistory history, TrackedTransaction row) =>
        row.Belief is not null && IsSameAttempt(history, row) ? history.Named : default;

    private static void CheckReference(TrackedTransaction row, string? named, string? believed, ICollection<string> violations)
    {
        if (!IsKept(named, believed))
            violations.Add(Invariant($"Row {row.Id}: the belief has the reference '{believed}', but an answer named {named}."));
    }

    private static bool IsSameAttempt(RowHistory history, TrackedTransaction row) =>
        history.Named.Since == VerdictInvariants.BeganAt(row)
        && (history.GatewayReference is null || row.GatewayReference is null || IsKept(history.GatewayReference, row.GatewayReference));

    // An answer about another payment is a mismatch. Without a reference, an answer may be about an earlier attempt.
    private static bool IsMerged(TrackedTransaction row, LastAnswer answer) => !row.HasMismatch
        && (row.EarlierAttempts.Count == 0 || (answer.Reference is { } reference && IsKept(reference, row.GatewayReference)));

    // A reference may have two spellings, of which the belief keeps one.
    private static bool IsKept(string? named, string? believed) => named is null
        || string.Equals(named, believed, StringComparison.OrdinalIgnoreCase)
        || (Guid.TryParse(named, out var one) && Guid.TryParse(believed, out var other) && one == other);
}
