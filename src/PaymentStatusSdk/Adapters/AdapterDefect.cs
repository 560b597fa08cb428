using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>Creates failures that are caused by a defect in code: in an adapter, in its dependencies, or in a message handler.</summary>
/// <remarks>
/// An exchange that ends with such a failure logs the exception's type and stack frames, without message texts, at level Error. An
/// exception that an adapter does not catch is converted automatically; use this class where an exception is caught earlier.
/// </remarks>
public static class AdapterDefect
{
    /// <summary>Creates a failure of kind Unknown for an unexpected exception.</summary>
    /// <param name="exception">The exception; its message texts are not used.</param>
    /// <param name="message">What happened and what to do next, without secrets.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> or <paramref name="message"/> is null.</exception>
    public static TransactionStatusException From(Exception exception, string message)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(message);
        return new TransactionStatusException(TransactionStatusErrorKind.Unknown, message)
        {
            DefectTrace = ExceptionTrace.Describe(exception),
        };
    }

    /// <summary>A defect in the adapter itself.</summary>
    internal static TransactionStatusException Of(IGatewayAdapter adapter, Exception exception) => From(
        exception,
        $"The adapter for '{adapter.Provider}' ({adapter.GetType().Assembly.GetName().Name}) has a defect: it threw {exception.GetType()}. "
        + "Report it to the adapter's author with the stack in the log (event 1010). The status of the payment is unknown.");

    /// <summary>A defect below the HTTP client, in a message handler of the merchant or in the framework.</summary>
    internal static TransactionStatusException OfHandler(Exception exception) => From(
        exception,
        $"The HTTP client threw {exception.GetType()}, most likely in one of the application's message handlers. "
        + "Fix the handler; the log has the stack (event 1010). The status of the payment is unknown.");

    /// <summary>A defect in the core.</summary>
    internal static TransactionStatusException OfCore(Exception exception) => From(
        exception,
        $"The SDK has a defect: running the exchange threw {exception.GetType()}. Report it. The status of the payment is unknown.");
}
