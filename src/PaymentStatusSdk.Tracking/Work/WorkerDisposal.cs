namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Detects a host that was disposed of without being stopped: its stores fail before the worker's token is canceled.</summary>
internal static class WorkerDisposal
{
    /// <summary>
    /// Returns whether the services are disposed of. A later failure is caused by the end of the host and is not an error.
    /// </summary>
    /// <remarks>
    /// A failure of a store that is disposed of while its host runs, such as a data source of the merchant's, remains an error.
    /// </remarks>
    public static bool Of(IServiceProvider services)
    {
        try
        {
            services.GetService(typeof(IServiceProvider));
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
