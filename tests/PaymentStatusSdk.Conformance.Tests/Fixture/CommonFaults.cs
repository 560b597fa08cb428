using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>Faults of connection and HTTP: the same end on every gateway (design: failures).</summary>
internal static class CommonFaults
{
    public static IEnumerable<FaultCase> All =>
    [
        FaultCase.Fails(SimulatedFault.ResetBeforeAnswer, TransactionStatusErrorKind.Transport),
        FaultCase.Fails(SimulatedFault.ResetHalfway, TransactionStatusErrorKind.Transport),
        FaultCase.Invalid(SimulatedFault.EmptyBody),
        FaultCase.Invalid(SimulatedFault.HtmlPage),
        FaultCase.Invalid(SimulatedFault.EndlessBody),
        FaultCase.Invalid(SimulatedFault.HugeBody(1L << 30)),
        FaultCase.Invalid(SimulatedFault.Body("{\"error\":\"no\"}", "application/json"), "JSON"),
        FaultCase.Invalid(SimulatedFault.Body("OK", "text/plain"), "plain text"),
        FaultCase.Invalid(SimulatedFault.Body(" \r\n\t "), "blanks"),
        FaultCase.Invalid(SimulatedFault.Body(new byte[2000]), "zero octets"),
        .. Statuses(TransactionStatusErrorKind.Unavailable, 408, 500, 502, 503, 504, 599),
        .. Statuses(TransactionStatusErrorKind.Authentication, 401, 403),
        .. Statuses(TransactionStatusErrorKind.Rejected, 400, 404, 405, 415, 418),
        .. Statuses(TransactionStatusErrorKind.InvalidResponse, 204, 301, 302, 307),
        FaultCase.Fails(SimulatedFault.TooManyRequests(), TransactionStatusErrorKind.RateLimited),
        FaultCase.Fails(
            SimulatedFault.TooManyRequests(TimeSpan.FromSeconds(3)), TransactionStatusErrorKind.RateLimited, "TooManyRequests in 3 s"),
    ];

    /// <summary>Faults of a gateway that answers later at the merchant's address; none for a gateway that answers immediately.</summary>
    public static IEnumerable<KeyValuePair<SimulatedFaultKind, string>> OfCallbacks => new[]
    {
        SimulatedFaultKind.ErrorDocument, SimulatedFaultKind.NoCallback, SimulatedFaultKind.CallbackTwice,
        SimulatedFaultKind.ContradictingCallback,
        SimulatedFaultKind.ForeignMerchant, SimulatedFaultKind.UnrequestedTransactions, SimulatedFaultKind.TransactionError,
        SimulatedFaultKind.FormPrefix,
        SimulatedFaultKind.EmptyFields, SimulatedFaultKind.NoFields, SimulatedFaultKind.DashFields,
    }.Select(kind => KeyValuePair.Create(kind, "Desjardins only."));

    private static IEnumerable<FaultCase> Statuses(TransactionStatusErrorKind kind, params int[] statuses) =>
        statuses.Select(status => FaultCase.Fails(SimulatedFault.Status(status), kind, $"HTTP {status}"));
}
