using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators;

namespace PaymentStatusSdk.Cli.Simulate.Control;

/// <summary>
/// A small JSON API that controls running simulators, for people with curl and for tests in another process: put a transaction, move its
/// state, list received requests, script faults. <c>GET /control</c> lists the gateways, with examples.
/// </summary>
/// <remarks>It listens on the loopback address without authentication and shows the simulators' made-up credentials. Thread-safe.</remarks>
internal sealed class SimulatorControl : IAsyncDisposable
{
    private const int BodyLimit = 256 * 1024;

    private readonly Dictionary<string, ControlledGateway> _gateways;
    private WebApplication? _server;

    private SimulatorControl(IEnumerable<GatewaySimulator> simulators) =>
        _gateways = simulators.Select(ControlledGateway.For).ToDictionary(g => g.Name, StringComparer.Ordinal);

    /// <summary>The address of the overview.</summary>
    public Uri Endpoint => new(new Uri(_server!.Urls.Single()), "control");

    /// <summary>Starts the API. The caller still owns the simulators.</summary>
    /// <param name="simulators">One or more running simulators, at most one of each gateway.</param>
    /// <param name="port">The loopback port; 0 means a free one.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>A running API; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">Two simulators have the same name.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<SimulatorControl> StartAsync(
        IEnumerable<GatewaySimulator> simulators, int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(simulators);
        var control = new SimulatorControl(simulators);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = BodyLimit;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        control._server = builder.Build();
        control._server.Run(control.HandleAsync);
        try
        {
            await control._server.StartAsync(cancellationToken);
        }
        catch
        {
            await control.DisposeAsync();
            throw;
        }

        return control;
    }

    /// <summary>Stops the API; the simulators keep running.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;

    private async Task HandleAsync(HttpContext context)
    {
        ControlReply reply;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            reply = Route(context.Request, body.ToArray());
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            reply = ControlReply.Error(413, $"Send at most {BodyLimit} bytes.");
        }
        catch (JsonException exception)
        {
            reply = ControlReply.Error(400, $"The body is not the expected JSON: {exception.Message}");
        }
        catch (KeyNotFoundException exception)
        {
            reply = ControlReply.Error(404, exception.Message + " PUT it first.");
        }
        catch (InvalidOperationException exception)
        {
            reply = ControlReply.Error(409, exception.Message + " In the JSON body, set \"force\": true.");
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            reply = ControlReply.Error(400, exception.Message);
        }

        await reply.SendAsync(context);
    }

    private ControlReply Route(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var segments = (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0 || segments[0] != "control") return ControlReply.Error(404, "Start with GET /control.");
        if (segments.Length == 1)
        {
            return HttpMethods.IsGet(request.Method) ? Overview() : ControlReply.Error(405, "Use GET /control.");
        }

        if (!_gateways.TryGetValue(segments[1], out var gateway))
            return ControlReply.Error(404, $"There is no gateway '{segments[1]}'. Use one of: {string.Join(", ", _gateways.Keys)}.");
        return ControlRoutes.Handle(gateway, request.Method, segments[2..], body);
    }

    private ControlReply Overview() => ControlReply.Ok(
        new ControlOverview
        {
            Gateways = [.. _gateways.Values.Select(g => g.Describe())],
            Examples = [.. _gateways.Values.SelectMany(g => g.Examples(Endpoint))],
        },
        ControlJson.Default.ControlOverview);
}
