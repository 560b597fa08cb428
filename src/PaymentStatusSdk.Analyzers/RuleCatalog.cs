using System.Reflection;
using Microsoft.CodeAnalysis;

namespace PaymentStatusSdk.Analyzers;

/// <summary>The rules, each a way to lose money with the SDK.</summary>
internal static class RuleCatalog
{
    public const string Category = "PaymentStatus";

    public static readonly DiagnosticDescriptor StateForVerdict = Rule(
        "PSS001",
        "Decide by Verdict, not by State",
        "This decides by State '{0}', which means neither paid nor unpaid by itself: decide by Verdict",
        "A state has a meaning only together with the kind of the transaction, and a contested belief keeps its strongest state.");

    public static readonly DiagnosticDescriptor FailureWithoutFinality = Rule(
        "PSS002",
        "Examine Finality before acting on a failure",
        "This acts on {0} without examining Finality: the payment may still become a success",
        "A provisional failure may become a success. A customer who is charged again then pays twice.");

    public static readonly DiagnosticDescriptor NotFoundAsUnpaid = Rule(
        "PSS003",
        "Do not treat NotFound as not paid",
        "'{0}' treats {1} as not paid: the gateway may not know the transaction yet, and money may have moved",
        "A gateway that does not know a transaction may know it later.");

    public static readonly DiagnosticDescriptor MismatchAsUnpaid = Rule(
        "PSS004",
        "Do not treat Mismatch as not paid",
        "'{0}' treats {1} as not paid: the answer is about another transaction or amount, so have a person examine it",
        "A mismatch says nothing about the payment, and often money has moved.");

    public static readonly DiagnosticDescriptor ExceptionAsUnpaid = Rule(
        "PSS005",
        "Do not treat a failed query as not paid",
        "'{0}' treats a failed query as not paid: an exception says nothing about the payment, so leave the payment as it was",
        "A query that failed leaves the payment as it was.");

    public static readonly DiagnosticDescriptor NoExpectedAmount = Rule(
        "PSS006",
        "Set ExpectedAmount on the query",
        "This query has no ExpectedAmount: a payment of another amount or currency counts as paid",
        "With an expected amount, an answer about another amount or currency is a mismatch, not a success.");

    public static readonly DiagnosticDescriptor NotificationBelieved = Rule(
        "PSS007",
        "Do not act on the content of a notification",
        "'{0}' acts on a notification without a query: a notification is no evidence of the payment, so query the status",
        "The checksums of some messages do not cover the state, and an attacker with one genuine message can send it again.");

    public static readonly DiagnosticDescriptor HandlerRepeats = Rule(
        "PSS008",
        "Make the change handler idempotent or transactional",
        "A repeated delivery repeats this effect: recognize it by StatusChange.Id, or use a handler in the transaction of the delivery",
        "A change is delivered at least once, so a handler that adds or subtracts does so again.",
        atEnd: true);

    public static readonly DiagnosticDescriptor UnboundedWait = Rule(
        "PSS009",
        "Limit the wait inside a request",
        "This request may wait without a limit: set MaxDuration, or track the payment and return",
        "A proxy or the customer ends such a request, and what follows the wait never runs for a payment that was made.");

    public static readonly DiagnosticDescriptor ClientDisposed = Rule(
        "PSS010",
        "Do not dispose of a client of the service container",
        "This disposes of a client that the service container owns: every later query of it fails",
        "A registered client is a singleton. The service container disposes of it when the process ends.");

    public static readonly DiagnosticDescriptor FailureIgnored = Rule(
        "PSS011",
        "Do not ignore a failed query",
        "This ignores every failed query, also rejected credentials: record the failure, or catch transient failures only",
        "Failures such as Authentication and Configuration do not end by themselves, so no payment is ever found to be paid.");

    public static readonly DiagnosticDescriptor TrackingNotAwaited = Rule(
        "PSS012",
        "Await TrackAsync before the customer pays",
        "The task of TrackAsync is not awaited: if it fails, the customer pays and the payment is not tracked",
        "A failure of TrackAsync means that nothing is tracked. Without an await, nothing notices it.");

    private static DiagnosticDescriptor Rule(string id, string title, string message, string description, bool atEnd = false) => new(
        id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, description, AddressOf(id),
        atEnd ? [WellKnownDiagnosticTags.CompilationEnd] : []);

    private static string AddressOf(string id) => typeof(RuleCatalog).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RulesUrl").Value + id + ".md";
}
