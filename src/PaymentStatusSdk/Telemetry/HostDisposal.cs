namespace PaymentStatusSdk.Telemetry;

/// <summary>Recognises a host that was disposed of without a stop: what fails from then on is no error.</summary>
internal static class HostDisposal
{
    /// <summary>Returns whether the services are disposed. A failure after that is the end of the host and no error.</summary>
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
