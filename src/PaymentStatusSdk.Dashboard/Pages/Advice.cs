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

    /// <summary>Returns everything that needs a person, the most urgent first.</summary>
    public static IEnumerable<(string Title, string Text)> Problems(TrackedTransaction payment)
    {
        if (payment.Belief?.IsOverturned == true)
        {
            yield return (
                "Overturned",
                "The gateway had called this payment failed for good, and it turned out to be paid. Find out whether the customer was "
                + "charged again, and refund one of the payments.");
        }

        if (payment.HasMismatch)
        {
            yield return (
                "Mismatch",
                "The last answers were about another transaction, amount or currency. Compare the references and the amount with the "
                + "gateway's own dashboard. The verdict stays unknown until an answer matches.");
        }

        if (payment.Belief is { IsContested: true } belief)
        {
            yield return (
                "Contested",
                $"The gateway said {Words.Of(belief.Strongest.State)} and later {Words.Of(belief.Latest.State)}. It is checked again. "
                + "If it stays contested, ask the gateway's support.");
        }

        if (payment.LastOutcome == LookupOutcome.Ambiguous)
        {
            yield return ("Ambiguous", "The gateway knows several transactions with this reference. Track the right one by its gateway "
                + "reference.");
        }

        if (payment.LastOutcome == LookupOutcome.NotFound)
            yield return ("Not found", "The gateway does not know this transaction. That is no verdict: it may still arrive.");
        if (payment.LastFailure is { } failure)
            yield return ($"Last check failed: {Words.Of(failure)}", OfFailure(failure));
    }

    /// <summary>Returns what to do about a failed query.</summary>
    public static string OfFailure(TransactionStatusErrorKind kind) => kind switch
    {
        TransactionStatusErrorKind.Transport or TransactionStatusErrorKind.Timeout or TransactionStatusErrorKind.Unavailable =>
            "The gateway could not be reached or did not answer in time. Checks continue by themselves.",
        TransactionStatusErrorKind.RateLimited => "The gateway limits the number of queries. Checks continue more slowly.",
        TransactionStatusErrorKind.Authentication =>
            "The gateway refused the credentials. Correct them in the configuration of the client.",
        TransactionStatusErrorKind.Rejected => "The gateway refused the query. Compare the reference with the gateway's own dashboard.",
        TransactionStatusErrorKind.InvalidResponse => "The answer was not understood, so nothing was concluded from it.",
        TransactionStatusErrorKind.CallbackTimeout =>
            "The gateway did not post its answer. Check that your callback address is reachable from outside.",
        TransactionStatusErrorKind.Configuration => "The options of the client cannot work. The log says which.",
        _ => "The log of the application says why.",
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
