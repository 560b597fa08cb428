namespace PaymentStatusSdk.Telemetry;

/// <summary>Detects a host that was disposed without being stopped: later failures are not errors.</summary>
internal static class HostDisposal
{
    /// <summary>Returns whether the services are disposed. A later failure is a consequence of the disposal and not an error.</summary>
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
