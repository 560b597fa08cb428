using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>
/// Logs a warning after the start of the host about clients whose gateways send messages to addresses that are not mapped.
/// </summary>
/// <remarks>
/// A client whose queries are answered by callback then cannot work, unless another instance receives callbacks for this one. Notifications
/// only cause an earlier check: a host without a web server gets no warning about them, because its addresses are on another host.
/// </remarks>
internal sealed class CallbackEndpointCheck(
    IServiceProvider services, IEnumerable<GatewayEntry> entries, CallbackEndpointState state, ILoggerFactory loggers)
    : IHostedLifecycleService
{
    private const string WebServer = "Microsoft.AspNetCore.Hosting.Server.IServer, Microsoft.AspNetCore.Hosting.Server.Abstractions";

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (state.AreMapped) return Task.CompletedTask;
        var logger = loggers.CreateLogger(PaymentStatusTelemetry.Name);
        var isWebHost = IsWebHost();
        var isSingleInstance = services.GetRequiredService<ICallbackRouter>() is InMemoryCallbackRouter;
        if ((isWebHost || isSingleInstance) && NamesOf(isRequired: true) is { Length: > 0 } required)
            ClientLog.RequiredAddressMissing(logger, required);
        if (isWebHost && NamesOf(isRequired: false) is { Length: > 0 } notified) ClientLog.AddressMissing(logger, notified);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool IsWebHost() =>
        Type.GetType(WebServer) is { } server && services.GetService<IServiceProviderIsService>()?.IsService(server) == true;

    private string NamesOf(bool isRequired) => string.Join(", ", entries
        .Where(entry => IsAwaited(entry, isRequired))
        .Select(entry => $"'{entry.Name}'"));

    // This host may receive no callbacks, so a handler that cannot be created or throws must not prevent its start.
    private bool IsAwaited(GatewayEntry entry, bool isRequired)
    {
        try
        {
            return services.GetKeyedService<IGatewayCallbackHandler>(entry.Name) is { IsEnabled: true } handler
                && handler.IsRequired == isRequired;
        }
        catch (InvalidOperationException)
        {
            // The container cannot create the handler: only hosts with callbacks register what it needs.
            return false;
        }
        catch (Exception exception)
        {
            // Called twice for each client.
            if (isRequired) Report(entry, exception);
            return false;
        }
    }

    private void Report(GatewayEntry entry, Exception exception) => ClientLog.DefectOutsideQuery(
        loggers.CreateLogger(PaymentStatusTelemetry.CategoryOf(entry.Provider)), entry.Name,
        $"The callback handler of the adapter has a defect: it threw {exception.GetType()}. Report it to the adapter's author.",
        ExceptionTrace.Describe(exception));
}
