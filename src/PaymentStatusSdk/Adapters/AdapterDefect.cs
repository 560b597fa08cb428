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

    /// <summary>A defect in a delegate of the adapter's registration.</summary>
    internal static TransactionStatusException OfRegistration(string provider, Type options, string member, Exception exception) => From(
        exception,
        $"The adapter for '{provider}' ({options.Assembly.GetName().Name}) has a defect: {member} threw {exception.GetType()}. Report it "
        + "to the adapter's author with the stack in the log (event 1010). The status of the payment is unknown.");

    /// <summary>A defect in a message handler of the merchant.</summary>
    internal static TransactionStatusException OfHandler(Exception exception) =>
        OfHttp(exception, hasHandlers: true, runsAdapterContent: false);

    /// <summary>A defect below the HTTP client.</summary>
    /// <param name="exception">The exception that the HTTP client threw.</param>
    /// <param name="hasHandlers">Whether the request passed message handlers of the merchant.</param>
    /// <param name="runsAdapterContent">Whether the request had a content that runs code of the adapter.</param>
    internal static TransactionStatusException OfHttp(Exception exception, bool hasHandlers, bool runsAdapterContent)
    {
        const string Handlers = "in one of the application's message handlers";
        const string Content = "in the content of the request, which the adapter creates";
        var (place, advice) = (hasHandlers, runsAdapterContent) switch
        {
            (true, false) => (Handlers, "Fix the handler"),
            (true, true) => ($"{Handlers} or {Content}", "Fix the handler, or report it to the adapter's author"),
            (false, true) => (Content, "Report it to the adapter's author"),
            _ => (
                "in an IWebProxy, or in code that ConfigureHandler added",
                "Check the code of the proxy, or report it to the adapter's author"),
        };
        return From(
            exception,
            $"The HTTP client threw {exception.GetType()}, most likely {place}. {advice}; the log has the stack (event 1010). The status "
            + "of the payment is unknown.");
    }

    /// <summary>A defect in the core.</summary>
    internal static TransactionStatusException OfCore(Exception exception) => From(
        exception,
        $"The SDK has a defect: running the exchange threw {exception.GetType()}. Report it. The status of the payment is unknown.");
}
