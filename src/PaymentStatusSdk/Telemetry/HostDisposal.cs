namespace PaymentStatusSdk.Telemetry;

/// <summary>
/// Detects that a host was disposed of without being stopped, so that failures caused by that are not logged as errors. Thread-safe.
/// </summary>
public static class HostDisposal
{
    /// <summary>Returns whether the host's services are disposed of. If so, the end of the host is the cause of a failure.</summary>
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
