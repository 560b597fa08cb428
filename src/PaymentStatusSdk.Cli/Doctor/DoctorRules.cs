using System.Net.Sockets;
using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Decides how serious an observation is. Pure functions.</summary>
internal static class DoctorRules
{
    private const int FewDays = 30;

    private static readonly TimeSpan SmallDifference = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LargeDifference = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LimitOfWork = TimeSpan.FromSeconds(30);

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

    /// <summary>Judges a name that leads to no address.</summary>
    public static Finding NoAddress(string subject, string host, SocketError error) => new(
        subject, "dns", FindingLevel.Problem, $"{host} has no address: {error}.",
        "Check the address and the name servers of this machine.");

    /// <summary>Judges a handshake that failed for another reason than the certificate of the gateway.</summary>
    /// <param name="subject">The subject of the finding.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="certificates">The number of certificates that the gateway sent before.</param>
    public static Finding FailedHandshake(string subject, Exception failure, int certificates) => new(
        subject, "tls", certificates > 0 ? FindingLevel.Undecided : FindingLevel.Problem,
        $"The TLS handshake failed ({failure.GetType().Name}).",
        "A gateway that requires a client certificate ends a handshake without one: see the result of the query.");

    /// <summary>Judges the difference between this machine's clock and another one.</summary>
    public static Finding Clock(string subject, string other, TimeSpan difference)
    {
        var text = Invariant($"This machine's clock differs from the {other} by {Math.Round(difference.Duration().TotalSeconds)} s.");
        var level = difference.Duration() <= SmallDifference ? FindingLevel.Ok
            : difference.Duration() <= LargeDifference ? FindingLevel.Warning : FindingLevel.Problem;
        return new Finding(subject, "clock", level, text, level == FindingLevel.Ok ? null : "Synchronize the clock of this machine.");
    }

    /// <summary>Judges the difference between this machine's clock and that of the database, which limits irreversible work.</summary>
    public static Finding DatabaseClock(string subject, TimeSpan difference)
    {
        var finding = Clock(subject, "database", difference);
        return difference.Duration() <= LimitOfWork || finding.Level == FindingLevel.Problem ? finding : finding with
        {
            Level = FindingLevel.Problem,
            Advice = "Synchronize both clocks: a worker whose clock differs by more than 30 s does not expire, complete or delete.",
        };
    }

    /// <summary>Judges the clock of the database by a reading from some moment of a call.</summary>
    /// <remarks>The middle of the call is the best guess.</remarks>
    /// <param name="subject">The subject of the finding.</param>
    /// <param name="before">The time of this machine before the call.</param>
    /// <param name="after">The time of this machine after the call.</param>
    /// <param name="reading">The time of the database; null when it has no clock of its own.</param>
    public static Finding DatabaseClock(string subject, DateTimeOffset before, DateTimeOffset after, DateTimeOffset? reading) =>
        reading is { } now
            ? DatabaseClock(subject, before + ((after - before) / 2) - now)
            : new Finding(subject, "clock", FindingLevel.Ok, "The database has no clock of its own: it uses that of the machine.");

    /// <summary>Judges how the database treats the transactions of the merchant.</summary>
    /// <param name="subject">The subject of the findings.</param>
    /// <param name="settings">The default isolation level, and whether the database refuses to write; null without levels.</param>
    public static IReadOnlyList<Finding> Transactions(string subject, (string Isolation, bool IsReadOnly)? settings)
    {
        if (settings is not { } found)
            return [new Finding(subject, "isolation", FindingLevel.Ok, "The database runs one writing transaction at a time.")];
        var isolation = Isolation(subject, found.Isolation);
        return !found.IsReadOnly ? [isolation] :
        [
            isolation,
            new Finding(
                subject, "writable", FindingLevel.Problem, "The database is read-only: no worker can make checks.",
                "Connect to the primary server."),
        ];
    }

    /// <summary>Judges a database whose settings cannot be read.</summary>
    public static Finding Unreadable(string subject, Exception failure) => new(
        subject, "isolation", FindingLevel.Undecided, $"The isolation level cannot be read ({failure.GetType().Name}).",
        "Grant the user the right to read the settings of its session.");

    /// <summary>Judges the default isolation level of the database. The SDK states the level of its own transactions.</summary>
    public static Finding Isolation(string subject, string level) =>
        string.Equals(level.Replace('-', ' '), "read committed", StringComparison.OrdinalIgnoreCase)
            ? new Finding(subject, "isolation", FindingLevel.Ok, "The default isolation level of the database is read committed.")
            : new Finding(
                subject, "isolation", FindingLevel.Ok,
                $"The default isolation level of the database is {level}. Begin transactions in which you call TrackAsync with read "
                + "committed: at a higher level, TrackAsync may require that you repeat them.");

    /// <summary>Judges whether the address for a gateway's messages leads here.</summary>
    /// <param name="subject">The subject of the finding.</param>
    /// <param name="isUnreachable">Whether the address is private and the gateway is not.</param>
    /// <param name="hasArrived">Whether a POST to the address arrived at --listen; null when nothing listens.</param>
    /// <param name="status">The status of its answer; null when there was none.</param>
    public static Finding Callback(string subject, bool isUnreachable, bool? hasArrived, int? status)
    {
        const string Check = "callback";
        if (isUnreachable)
        {
            return new Finding(
                subject, Check, FindingLevel.Problem, "The name leads to a private address, which the gateway cannot reach.",
                "Set PublicCallbackBaseUrl to the address of your host in the internet.");
        }

        var answer = status is null ? "no answer" : Invariant($"HTTP {status}");
        return (hasArrived, status) switch
        {
            (true, _) => new Finding(subject, Check, FindingLevel.Ok, "A message to this address arrives at --listen."),
            (false, _) => new Finding(
                subject, Check, FindingLevel.Problem, $"A message to this address did not arrive at --listen ({answer}).",
                "Stop your host, and use the address to which PublicCallbackBaseUrl leads."),
            (null, 400) => new Finding(subject, Check, FindingLevel.Ok, "A host answers, and refuses a message without a valid token."),
            (null, null) => new Finding(
                subject, Check, FindingLevel.Problem, "Nothing answers at this address.", "Start your host, or check the proxy in front."),
            _ => new Finding(
                subject, Check, FindingLevel.Warning, $"The answer to a message is {answer}; a host with this client answers 400.",
                "Check that your host calls MapPaymentStatusCallbacks and has a client of this name."),
        };
    }

    /// <summary>Judges the answer to a query for a transaction that cannot exist.</summary>
    public static Finding Query(string subject, LookupOutcome outcome) => outcome == LookupOutcome.NotFound
        ? new Finding(subject, "query", FindingLevel.Ok, "The gateway accepts the credentials, and knows no such transaction, as expected.")
        : new Finding(
            subject, "query", FindingLevel.Warning, $"The gateway answered {outcome} to a query for a transaction that cannot exist.",
            "Compare the Endpoint with the address that the gateway gave you.");

    /// <summary>Judges a query that the adapter cannot send.</summary>
    public static Finding Query(string subject, ArgumentException refusal) => new(
        subject, "query", FindingLevel.Undecided, refusal.Message, "Check the credentials with get and the reference of a payment.");

    /// <summary>Judges the failure of that query.</summary>
    public static Finding Query(string subject, TransactionStatusErrorKind kind, string message, string advice) => new(
        subject, "query",
        // Some gateways refuse a reference that cannot exist. It does not show whether the credentials are valid.
        kind == TransactionStatusErrorKind.Rejected ? FindingLevel.Undecided : FindingLevel.Problem, message, advice);
}
