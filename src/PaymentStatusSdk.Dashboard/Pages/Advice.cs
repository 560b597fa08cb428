using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>States in a sentence what a payment's situation means, and what to do about it. Pure functions.</summary>
internal static class Advice
{
    /// <summary>Returns what the verdict means for the merchant.</summary>
    public static string Meaning(TrackedTransaction payment) => (payment.Verdict, payment.Finality) switch
    {
        (PaymentVerdict.Success, Finality.Final) => "The payment was made, and the gateway reports it as final.",
        (PaymentVerdict.Success, _) => "The payment was made so far. The gateway may still change it.",
        (PaymentVerdict.Failure, Finality.Final) => "The payment was not made, and the gateway reports that as final.",
        (PaymentVerdict.Failure, _) => "The payment was not made so far. The gateway may still change that: do not charge again yet.",
        (PaymentVerdict.Returned, _) => "The money was returned or is being returned to the customer, all or part of it.",
        (PaymentVerdict.Undecided, _) => "The payment is under way. Nothing is decided: neither ship nor charge again.",
        _ => "Nothing is known about the payment that may be acted on. It is neither paid nor unpaid.",
    };

    /// <summary>Returns everything that needs a person, the most urgent first; of a resolved payment only the facts.</summary>
    public static IEnumerable<(string Title, string Text)> Problems(TrackedTransaction payment)
    {
        var next = payment.Resolution is null ? Next(payment) : null;
        foreach (var (title, fact, action) in Facts(payment))
        {
            var advice = payment.Resolution is null ? action : null;
            yield return (title, string.Join(' ', new[] { fact, advice, next }.Where(text => text is not null)));
        }
    }

    /// <summary>Returns what continues the checks of a payment that is not tracked; null for one that is.</summary>
    public static string? Next(TrackedTransaction payment) => payment switch
    {
        { Status: TrackingStatus.Active } => null,
        { Status: TrackingStatus.Duplicate } => "It is not checked any more: another payment continues for it.",
        _ when PaymentActions.MayTrack(payment) => "It is not checked any more: start it again, or resolve it.",
        { Status: TrackingStatus.Completed } => "It is not checked any more, unless you request a check.",
        _ => "It is not checked any more: resolve it, or let your own code track it again.",
    };

    private static IEnumerable<(string Title, string Fact, string? Action)> Facts(TrackedTransaction payment)
    {
        if (payment.Belief?.IsOverturned == true)
        {
            yield return (
                "Overturned", "The gateway had called this payment failed for good, and it turned out to be paid.",
                "Find out whether the customer was charged again, and refund one of the payments.");
        }

        if (payment.HasMismatch)
        {
            yield return (
                "Mismatch",
                "The last answers were about another transaction, amount or currency, or several attempts were paid. The verdict stays "
                    + "unknown until an answer matches, and after several payments for good.",
                "Compare the references and the amount with the gateway's own dashboard.");
        }

        if (payment.Belief is { IsContested: true } belief)
        {
            yield return (
                "Contested", $"The gateway said {Words.Of(belief.Strongest.State)} and later {Words.Of(belief.Latest.State)}.",
                payment.Status == TrackingStatus.Active
                    ? "It is checked again. If it stays contested, ask the gateway's support." : "Ask the gateway's support.");
        }

        if (payment.LastOutcome == LookupOutcome.Ambiguous)
        {
            yield return (
                "Ambiguous", "The gateway knows several transactions with this reference.",
                "Track the right one by its gateway reference.");
        }

        if (payment.LastOutcome == LookupOutcome.NotFound)
            yield return ("Not found", "The gateway does not know this transaction. That is no verdict: it may still arrive.", null);
        if (payment.LastFailure is { } failure)
        {
            var (fact, action) = OfFailure(failure, payment.Status == TrackingStatus.Active);
            yield return ($"Last check failed: {Words.Of(failure)}", fact, action);
        }
    }

    /// <summary>Returns why a query failed, and what to do about it.</summary>
    /// <param name="kind">The kind of the failure.</param>
    /// <param name="isChecked">Whether the payment is checked further.</param>
    public static (string Fact, string? Action) OfFailure(TransactionStatusErrorKind kind, bool isChecked) => kind switch
    {
        TransactionStatusErrorKind.Transport or TransactionStatusErrorKind.Timeout or TransactionStatusErrorKind.Unavailable =>
            ("The gateway could not be reached or did not answer in time.", isChecked ? "Checks continue by themselves." : null),
        TransactionStatusErrorKind.RateLimited =>
            ("The gateway limits the number of queries.", isChecked ? "Checks continue more slowly." : null),
        TransactionStatusErrorKind.Authentication =>
            ("The gateway refused the credentials.", "Correct them in the configuration of the client."),
        TransactionStatusErrorKind.Rejected =>
            ("The gateway refused the query.", "Compare the reference with the gateway's own dashboard."),
        TransactionStatusErrorKind.InvalidResponse => ("The answer was not understood, so nothing was concluded from it.", null),
        TransactionStatusErrorKind.CallbackTimeout =>
            ("The gateway did not post its answer.", "Check that your callback address is reachable from outside."),
        TransactionStatusErrorKind.Configuration => ("The options of the client cannot work. The log says which.", null),
        _ => ("The log of the application says why.", null),
    };

    /// <summary>Returns what a change means.</summary>
    public static string Of(StatusChangeKind kind) => kind switch
    {
        StatusChangeKind.Changed => "The belief changed",
        StatusChangeKind.Contested => "An answer contradicts an earlier one",
        StatusChangeKind.Mismatch => "The answer was about another transaction, amount or currency",
        StatusChangeKind.Ambiguous => "The gateway has several transactions with this reference",
        StatusChangeKind.NotFound => "The gateway does not know the transaction, although it should by now",
        StatusChangeKind.Stalled => "The gateway repeatedly refuses queries for the transaction",
        StatusChangeKind.DeadlinePassed => "The deadline passed, and tracking ended",
        StatusChangeKind.TrackingEnded => "No further change is expected, and tracking ended",
        StatusChangeKind.Resolved => "A person resolved the payment by hand, and tracking ended",
        StatusChangeKind.Overturned => "A final failure turned out to be paid",
        _ => "A change that this version does not know",
    };
}
