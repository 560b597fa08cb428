using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.AspNetCore.Tests.Direct;

/// <summary>The mapped callback address, called without a host.</summary>
internal sealed class MappedEndpoint : IEndpointRouteBuilder, IDisposable
{
    private readonly ServiceProvider _services;

    public MappedEndpoint(RecordingReceiver receiver, TimeProvider? clock = null, Action<PaymentStatusCallbackOptions>? configure = null)
    {
        _services = new ServiceCollection()
            .AddSingleton<IGatewayCallbackReceiver>(receiver)
            .AddSingleton(clock ?? new ManualTimeProvider())
            .AddSingleton<CallbackEndpointState>()
            .BuildServiceProvider();
        this.MapPaymentStatusCallbacks(configure);
    }

    public IServiceProvider ServiceProvider => _services;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public RouteEndpoint Endpoint => (RouteEndpoint)Assert.Single(DataSources.SelectMany(source => source.Endpoints));

    /// <summary>Whether the endpoint is recorded as mapped, for the check at the start of a host.</summary>
    public bool IsMapped => _services.GetRequiredService<CallbackEndpointState>().AreMapped;

    public static string BodyOf(HttpContext context)
    {
        context.Response.Body.Position = 0;
        using var reader = new StreamReader(context.Response.Body, Encoding.UTF8, leaveOpen: true);
        return reader.ReadToEnd();
    }

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(_services);

    /// <summary>Sends a message to the client <c>cards</c>, and returns its context after the response.</summary>
    public async Task<HttpContext> SendAsync(Action<HttpContext>? change = null)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Post;
        context.Request.RouteValues["client"] = "cards";
        context.Request.Body = new MemoryStream("message"u8.ToArray());
        context.Response.Body = new MemoryStream();
        change?.Invoke(context);
        await Endpoint.RequestDelegate!(context);
        return context;
    }

    public void Dispose() => _services.Dispose();
}
