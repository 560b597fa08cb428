using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Endpoints;

/// <summary>Explains a failure of the store to the operator, without its text: that may name a server. The log contains it.</summary>
internal static class StoreProblems
{
    private const string NotKnown = "It is not known whether the action was carried out. Reload the payment.";

    /// <summary>Logs the failure and shows what it means.</summary>
    /// <param name="request">The request that failed.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="isAction">Whether the store was changing something when it failed.</param>
    public static Task ShowAsync(DashboardRequest request, TrackingStoreException failure, bool isAction)
    {
        DashboardLog.StoreFailed(DashboardGate.LoggerOf(request.Context), failure);
        var (title, text) = Explain(failure);
        return request.ShowMessageAsync(
            title, isAction ? $"{NotKnown} {text}" : $"{text} Nothing was changed.", StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Returns what a failure means and what to do about it.</summary>
    public static (string Title, string Text) Explain(TrackingStoreException failure) => failure switch
    {
        { IsTransient: true } => ("The store cannot be reached", "The database did not answer. Wait a moment and try again."),
        { IsOfData: true } => ("The store refused the data", "The database cannot store or compare a value of this request. The log says "
            + "which rule it breaks."),
        _ => ("The store failed", "Trying again does not help: the database has another schema, or a document in it cannot be read. The "
            + "log of the application (event 1503) says what to do."),
    };
}
