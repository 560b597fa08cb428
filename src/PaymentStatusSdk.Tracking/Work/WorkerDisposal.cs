namespace PaymentStatusSdk.Tracking;

/// <summary>Recognises a host that was disposed of without a stop: its stores fail before the worker's token fires.</summary>
internal static class WorkerDisposal
{
    /// <summary>Returns whether the services are disposed. A failure after that is the end of the host and no error.</summary>
    /// <remarks>A store that is disposed while its host runs, such as a data source of the merchant's, stays an error.</remarks>
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
