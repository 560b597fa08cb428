using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.DependencyInjection;

/// <summary>The addresses of the dashboard, without starting a host.</summary>
public sealed class MappingTests
{
    [Fact]
    public async Task Addresses_methods_and_metadata_are_complete()
    {
        await using var app = Build("Production", options => (options.ReadPolicy, options.OperatorPolicy) = ("read", "act"));

        app.MapPaymentStatusDashboard("/payments");

        Assert.Equal(
            [
                "GET /payments", "GET /payments/assets/{file}", "GET /payments/clients", "GET /payments/events/list",
                "GET /payments/events/parked", "GET /payments/events/{id:long}", "GET /payments/parked", "GET /payments/{id:long}",
                "POST /payments/changes/{change:guid}/redeliver", "POST /payments/{id:long}/ask", "POST /payments/{id:long}/check",
                "POST /payments/{id:long}/resolve", "POST /payments/{id:long}/stop", "POST /payments/{id:long}/track",
            ],
            EndpointsOf(app).Select(NameOf).Order(StringComparer.Ordinal));
        Assert.All(EndpointsOf(app), endpoint =>
        {
            Assert.Equal("read", Assert.Single(endpoint.Metadata.OfType<IAuthorizeData>()).Policy);
            Assert.Empty(endpoint.Metadata.OfType<IAllowAnonymous>());
            Assert.Equal(HttpLoggingFields.None, Assert.Single(endpoint.Metadata.OfType<HttpLoggingAttribute>()).LoggingFields);
            Assert.True(Assert.Single(endpoint.Metadata.OfType<IExcludeFromDescriptionMetadata>()).ExcludeFromDescription);
            Assert.Equal("Payment status dashboard", endpoint.DisplayName);
        });
    }

    [Fact]
    public async Task Open_dashboard_allows_anonymous_requests_in_development_only()
    {
        await using var development = Build("Development");
        await using var production = Build("Production");

        development.MapPaymentStatusDashboard("/payments");

        Assert.All(EndpointsOf(development), endpoint =>
        {
            Assert.Empty(endpoint.Metadata.OfType<IAuthorizeData>());
            Assert.Single(endpoint.Metadata.OfType<IAllowAnonymous>());
        });
        Assert.Throws<InvalidOperationException>(() => production.MapPaymentStatusDashboard("/payments"));
    }

    [Fact]
    public async Task Missing_services_and_policies_are_named()
    {
        // Not the environment of the machine: in Development, the container refuses to be built without the tracker.
        var production = new WebApplicationOptions { EnvironmentName = "Production" };
        await using var untracked = WebApplication.CreateSlimBuilder(production).Build();
        var builder = WebApplication.CreateSlimBuilder(production);
        builder.Services.AddPaymentStatusDashboard(options => options.ReadPolicy = "read");
        await using var withoutTracking = builder.Build();
        await using var read = Build("Production", options => options.ReadPolicy = "raed");
        await using var act = Build("Production", options => (options.ReadPolicy, options.OperatorPolicy) = ("read", "cat"));

        AssertRefusal(untracked, "AddPaymentStatusDashboard(...) before");
        AssertRefusal(withoutTracking, "AddPaymentTracking(...) with a store");
        AssertRefusal(read, "'raed'");
        AssertRefusal(act, "'cat'");
    }

    [Fact]
    public async Task Policy_of_another_provider_is_not_read()
    {
        await using var app = Build(
            "Production", options => options.ReadPolicy = "tenant", services => services.AddSingleton<IAuthorizationPolicyProvider>(
                new TenantPolicies()));

        app.MapPaymentStatusDashboard("/payments");

        Assert.NotEmpty(EndpointsOf(app));
    }

    [Theory]
    [InlineData("POST /{id:long}/check", "/7/check", 303)]
    [InlineData("POST /{id:long}/stop", "/7/stop", 303)]
    [InlineData("POST /{id:long}/track", "/7/track", 303)]
    [InlineData("POST /{id:long}/resolve", "/7/resolve", 303)]
    [InlineData("POST /{id:long}/ask", "/7/ask", 200)]
    [InlineData("POST /changes/{change:guid}/redeliver", "/changes/x/redeliver", 303)]
    [InlineData("GET /{id:long}", "/7", 200)]
    [InlineData("GET /parked", "/parked", 200)]
    [InlineData("GET ", "/", 200)]
    [InlineData("GET /events/{id:long}", "/events/8", 404)]
    public async Task Dashboard_at_the_root_finds_its_root(string name, string path, int status)
    {
        await using var app = Build("Development");
        app.MapPaymentStatusDashboard("");
        var context = RequestOf(app, path);
        context.Request.RouteValues["id"] = path.Contains('8', StringComparison.Ordinal) ? "8" : "7";

        await EndpointsOf(app).Single(endpoint => NameOf(endpoint) == name).RequestDelegate!(context);

        Assert.Equal(status, context.Response.StatusCode);
        var page = path.Contains('7', StringComparison.Ordinal) ? "/7" : "/parked";
        var location = context.Response.Headers.Location.ToString();
        Assert.Equal(status == 303, location.StartsWith($"{page}?done=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET /events/list", "/events/list")]
    [InlineData("GET /events/parked", "/events/parked")]
    public async Task Stream_at_the_root_ends_when_the_browser_leaves(string name, string path)
    {
        await using var app = Build("Development");
        app.MapPaymentStatusDashboard("");
        var context = RequestOf(app, path);
        context.RequestAborted = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => EndpointsOf(app).Single(endpoint => NameOf(endpoint) == name).RequestDelegate!(context));
    }

    private static DefaultHttpContext RequestOf(WebApplication app, string path)
    {
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Host = new HostString("localhost");
        context.Request.Path = path;
        context.Request.Form = FormCollection.Empty;
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static WebApplication Build(
        string environment, Action<PaymentStatusDashboardOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Services.AddAuthorizationBuilder().AddPolicy("read", policy => policy.RequireRole("reader"))
            .AddPolicy("act", policy => policy.RequireRole("operator"));
        builder.Services.AddPaymentStatusDashboard(configure);
        builder.Services.AddSingleton<IAntiforgery>(new ScriptedAntiforgery());
        builder.Services.AddSingleton<ITransactionTracker>(new ScriptedTracker());
        builder.Services.AddSingleton(MeasuredStore.CreateStore());
        builder.Services.AddSingleton<ITransactionStatusClientFactory>(
            new ScriptedClients(new ScriptedTransactionStatusClient("cards").Answer("ORDER-1", PaymentState.Pending)));
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    private static void AssertRefusal(WebApplication app, string text)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => app.MapPaymentStatusDashboard("/payments"));

        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<RouteEndpoint> EndpointsOf(IEndpointRouteBuilder app) =>
        app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static string NameOf(RouteEndpoint endpoint) =>
        $"{Assert.Single(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)} {endpoint.RoutePattern.RawText!.TrimEnd('/')}";

    private sealed class TenantPolicies : IAuthorizationPolicyProvider
    {
        public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Task.FromResult<AuthorizationPolicy?>(null);

        public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => throw new NotSupportedException();

        public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(null);
    }
}
