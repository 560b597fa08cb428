using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Analyzers.Operations;

/// <summary>The meaning of the names of methods and members. Whole words are compared, never parts of words.</summary>
internal static class Names
{
    // One word each. Reporting, asking and waiting change nothing for the customer.
    private static readonly HashSet<string> FirstWordsOfReports = new(StringComparer.Ordinal)
    {
        "Log", "Show", "Print", "Write", "Render", "Display", "Format", "Describe", "Trace", "Debug", "To", "Get", "Is", "Has", "Can",
        "Find", "Build", "Map", "Wait", "Delay", "Query", "Check", "Recheck", "Assert", "Verify", "Count", "Measure",
    };

    private static readonly HashSet<string> WordsOfReports = new(StringComparer.Ordinal)
    {
        "Review", "Reviews", "Later", "Metric", "Metrics", "Label", "Text", "Message", "Query", "Queries", "Lookup", "Lookups", "Recheck",
        "Check", "Checks", "Log", "Statistics", "Color", "Caption", "Title", "Style", "Icon", "Visible", "Alert", "Warn", "Warning",
        "Support", "If", "Unless", "Maybe", "Enqueue", "Queue", "Retries", "Unknown", "Pending",
    };

    private static readonly HashSet<string> UnpaidWords = new(StringComparer.Ordinal)
    {
        "Cancel", "Canceled", "Cancelled", "Fail", "Failed", "Failure", "Unpaid", "Recharge", "Charge", "Restock", "Decline", "Declined",
        "Reject", "Rejected", "Expire", "Expired", "Void", "Voided", "Abort", "Aborted", "Abandon", "Abandoned",
    };

    // A job that failed says nothing about the payment that it asked for.
    private static readonly HashSet<string> TechnicalWords = new(StringComparer.Ordinal)
    {
        "Job", "Jobs", "Check", "Checks", "Query", "Queries", "Run", "Task", "Attempt", "Sync", "Import", "Batch", "Health", "Step", "Work",
        "Worker", "Message", "Delivery", "Request", "Lookup", "Probe", "Activity", "Span", "Circuit", "Breaker", "Log", "Metric", "Metrics",
    };

    private static readonly string[] UnpaidPhrases =
    [
        "Not,Paid", "Pay,Again", "Charge,Again", "Retry,Payment", "Retry,Charge", "Retry,Order", "New,Payment", "Release,Stock",
        "Release,Goods", "Release,Items", "Release,Reservation", "Release,Inventory", "Release,Seats",
    ];

    private static readonly HashSet<string> PaidWords = new(StringComparer.Ordinal)
    {
        "Paid", "Ship", "Shipped", "Fulfil", "Fulfill", "Fulfilled", "Fulfilment", "Fulfillment",
    };

    /// <summary>Returns whether a name promises a report, a question or a later look: nothing that moves goods or money.</summary>
    public static bool IsReport(string name)
    {
        var words = WordsOf(name);
        return words.Length > 0 && (FirstWordsOfReports.Contains(words[0]) || words.Any(WordsOfReports.Contains));
    }

    /// <summary>Returns whether a name is that of a technical matter and not of an order or payment, such as JobStatus.</summary>
    public static bool IsTechnical(string name) => WordsOf(name).Any(TechnicalWords.Contains);

    /// <summary>Returns whether a name treats a payment as not made, such as CancelOrderAsync.</summary>
    public static bool MeansUnpaid(string name)
    {
        var words = WordsOf(name);
        if (words.Any(WordsOfReports.Contains) || (words.Length > 0 && FirstWordsOfReports.Contains(words[0]))) return false;
        return SaysUnpaid(words);
    }

    /// <summary>Returns whether the name of a value or a flag means that a payment was not made, such as IsCanceled.</summary>
    public static bool ValueMeansUnpaid(string name) => SaysUnpaid(WordsOf(name));

    /// <summary>Returns whether a name treats a payment as made, such as MarkAsPaidAsync.</summary>
    public static bool MeansPaid(string name)
    {
        var words = WordsOf(name);
        return words.Any(PaidWords.Contains) && !words.Any(WordsOfReports.Contains) && !FirstWordsOfReports.Contains(words[0])
            && !SaysUnpaid(words);
    }

    /// <summary>Returns whether the name of a value or a flag means that a payment was made, such as IsPaid.</summary>
    public static bool ValueMeansPaid(string name)
    {
        var words = WordsOf(name);
        return words.Any(PaidWords.Contains) && !SaysUnpaid(words);
    }

    private static bool SaysUnpaid(string[] words)
    {
        var joined = string.Join(",", words);
        return words.Any(UnpaidWords.Contains) || UnpaidPhrases.Any(phrase => $",{joined},".Contains($",{phrase},"));
    }

    private static string[] WordsOf(string name) =>
        [.. Regex.Matches(name, "[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])").Cast<Match>().Select(word => Capitalize(word.Value))];

    private static string Capitalize(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
}
