using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Sends traces and metrics of the SDK to a collector, if one is configured.</summary>
internal static class MerchantTelemetry
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddMerchantTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[EndpointKey])) return;
        // The exporter reads its own environment variables. The providers are singletons, so that pending data is sent when the host stops.
        builder.Services.AddSingleton(
            _ => Sdk.CreateTracerProviderBuilder().AddSource(PaymentStatusTelemetry.Name).AddOtlpExporter().Build());
        builder.Services.AddSingleton(
            _ => Sdk.CreateMeterProviderBuilder().AddMeter(PaymentStatusTelemetry.Name).AddOtlpExporter().Build());
        builder.Services.AddHostedService<TelemetryStart>();
    }

    /// <summary>Creates the providers at start; no other service resolves them.</summary>
    private sealed class TelemetryStart(TracerProvider tracing, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            tracing.ForceFlush();
            metrics.ForceFlush();
            return Task.CompletedTask;
        }
    }
}
