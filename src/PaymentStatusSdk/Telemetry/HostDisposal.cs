namespace PaymentStatusSdk.Telemetry;

/// <summary>Detects a host that was disposed of without being stopped: later failures are not errors. Thread-safe.</summary>
public static class HostDisposal
{
    /// <summary>
    /// Returns whether the services are disposed of. A later failure is caused by the end of the host and is not an error.
    /// </summary>
    /// <remarks>
    /// A failure of a service that is disposed of while its host runs, such as a data source of the merchant's, remains an error.
    /// </remarks>
    /// <param name="services">The service container of the host.</param>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static bool Of(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
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
