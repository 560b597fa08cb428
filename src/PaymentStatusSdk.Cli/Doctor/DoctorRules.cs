using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Decides how serious an observation is. Pure functions.</summary>
internal static class DoctorRules
{
    private const int FewDays = 30;

    private static readonly TimeSpan SmallDifference = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LargeDifference = TimeSpan.FromSeconds(60);

    /// <summary>Judges the remaining life of a certificate.</summary>
    public static Finding Certificate(string subject, string check, string name, DateTimeOffset notAfter, DateTimeOffset now)
    {
        var days = (int)Math.Floor((notAfter - now).TotalDays);
        return days switch
        {
            < 0 => new Finding(subject, check, FindingLevel.Problem, Invariant($"{name} has expired {-days} days ago."), "Renew it now."),
            < FewDays => new Finding(
                subject, check, FindingLevel.Warning, Invariant($"{name} expires in {days} days."), "Renew it, or ask the gateway."),
            _ => new Finding(subject, check, FindingLevel.Ok, Invariant($"{name} expires in {days} days.")),
        };
    }

    /// <summary>Judges the difference between this machine's clock and another one.</summary>
    public static Finding Clock(string subject, string other, TimeSpan difference)
    {
        var text = Invariant($"This machine's clock differs from the {other} by {Math.Round(difference.Duration().TotalSeconds)} s.");
        var level = difference.Duration() <= SmallDifference ? FindingLevel.Ok
            : difference.Duration() <= LargeDifference ? FindingLevel.Warning : FindingLevel.Problem;
        return new Finding(subject, "clock", level, text, level == FindingLevel.Ok ? null : "Synchronize the clock of this machine.");
    }

    /// <summary>Judges the answer to a query for a transaction that cannot exist.</summary>
    public static Finding Query(string subject, LookupOutcome outcome) => outcome == LookupOutcome.NotFound
        ? new Finding(subject, "query", FindingLevel.Ok, "The gateway accepts the credentials, and knows no such transaction, as expected.")
        : new Finding(
            subject, "query", FindingLevel.Warning, $"The gateway answered {outcome} to a query for a transaction that cannot exist.",
            "Compare the Endpoint with the address that the gateway gave you.");

    /// <summary>Judges the failure of that query.</summary>
    public static Finding Query(string subject, TransactionStatusErrorKind kind, string message, string advice) => new(
        subject, "query",
        // Some gateways refuse a reference that cannot exist. It does not show whether the credentials are valid.
        kind == TransactionStatusErrorKind.Rejected ? FindingLevel.Undecided : FindingLevel.Problem, message, advice);
}
