using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>Failures behind which there is a defect in code: of an adapter, of what it calls, or of a message handler.</summary>
/// <remarks>
/// The exchange that ends in one logs the exception's type and stack frames, without message texts, at Error. An exception that an adapter
/// lets out becomes one by itself; use this class where an exception is caught before that.
/// </remarks>
public static class AdapterDefect
{
    /// <summary>The failure of kind Unknown that stands for an unexpected exception.</summary>
    /// <param name="exception">The exception; its message texts go nowhere.</param>
    /// <param name="message">What happened and what to do next, without secrets.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> or <paramref name="message"/> is null.</exception>
    public static TransactionStatusException From(Exception exception, string message)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(message);
        return new TransactionStatusException(TransactionStatusErrorKind.Unknown, message) { DefectTrace = ExceptionTrace.Describe(exception) };
    }

    /// <summary>Out of the adapter itself.</summary>
    internal static TransactionStatusException Of(IGatewayAdapter adapter, Exception exception) => From(
        exception,
        $"The adapter for '{adapter.Provider}' ({adapter.GetType().Assembly.GetName().Name}) has a defect: it threw {exception.GetType()}. "
        + "The log has the stack (event 1010): report it to the adapter's author. That says nothing about the payment.");

    /// <summary>Out of the HTTP client, below which there is the merchant's code and the framework's.</summary>
    internal static TransactionStatusException OfHandler(Exception exception) => From(
        exception,
        $"The HTTP client threw {exception.GetType()}, most likely out of a message handler of yours. "
        + "The log has the stack (event 1010): fix the handler. That says nothing about the payment.");

    /// <summary>Out of the core.</summary>
    internal static TransactionStatusException OfCore(Exception exception) => From(
        exception, $"The SDK has a defect: running the exchange threw {exception.GetType()}. Report it. That says nothing about the payment.");
}
