using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Reads when a client's certificate expires. A defect of the adapter is logged and leaves the rest of the health.</summary>
internal sealed class CertificateExpiry<TOptions>(
    Func<GatewayAdapterContext<TOptions>, DateTimeOffset?>? read, GatewayAdapterContext<TOptions> context)
    where TOptions : GatewayOptions
{
    // Health is read often.
    private readonly PacedCount _defects = new(context.TimeProvider, TimeSpan.FromMinutes(1));

    public DateTimeOffset? Read()
    {
        try
        {
            return read?.Invoke(context);
        }
        catch (Exception exception)
        {
            if (_defects.Add() > 0)
                ClientLog.DefectOutsideQuery(
                    context.Logger, context.ClientName,
                    $"The adapter has a defect: ReadCertificateExpiry threw {exception.GetType()}. Report it to the adapter's author.",
                    ExceptionTrace.Describe(exception));
            return null;
        }
    }
}
