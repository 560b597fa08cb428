using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.Tracking.Tests.Simulators;

/// <summary>The merchant's web server, which gateways call. It passes requests to the current host.</summary>
internal sealed class MerchantWeb : IAsyncDisposable
{
    private readonly WebApplication _web;

    private MerchantWeb(WebApplication web) => _web = web;

    public IServiceProvider? Services { get; set; }

    public Uri Address => new(_web.Urls.First());

    public static async Task<MerchantWeb> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var web = new MerchantWeb(builder.Build());
        web._web.Run(web.HandleAsync);
        await web._web.StartAsync(TestContext.Current.CancellationToken);
        return web;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', 4);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var handler = Services!.GetRequiredKeyedService<IGatewayCallbackHandler>(parts[2]);
        var callback = new GatewayCallback(
            body.ToArray(), context.Request.ContentType, parts.Length > 3 ? parts[3] : "",
            context.Request.QueryString.Value!.TrimStart('?'));
        var reply = await handler.HandleAsync(callback, context.RequestAborted);
        context.Response.StatusCode = reply.StatusCode;
        if (reply.ContentType is not null) context.Response.ContentType = reply.ContentType;
        await context.Response.BodyWriter.WriteAsync(reply.Body);
    }
}
