using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Benchmarks.Compare.Peers;

/// <summary>The logging of all clients with a service provider: warnings and errors to standard error; there are none.</summary>
internal static class PeerLogging
{
    public static IServiceCollection AddPeerLogging(this IServiceCollection services) => services.AddLogging(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
