using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>A request from this machine, with the services that the dashboard needs, without a host.</summary>
internal sealed class TestRequest : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly MemoryStream _body = new();

    /// <summary>Creates the request.</summary>
    /// <param name="met">The policies that the user meets.</param>
    public TestRequest(params string[] met)
        : this(met, _ => { })
    {
    }

    /// <summary>Creates the request with further services.</summary>
    public TestRequest(string[] met, Action<IServiceCollection> configure)
    {
        Authorization = new ScriptedAuthorization(met);
        Cards = new ScriptedTransactionStatusClient("cards", Time);
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(Logs))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IAuthorizationService>(Authorization)
            .AddSingleton<IAntiforgery>(Antiforgery)
            .AddSingleton<ITransactionTracker>(Tracker)
            .AddSingleton<ITransactionStatusClientFactory>(new ScriptedClients(Cards))
            .AddSingleton<IHostApplicationLifetime>(Lifetime)
            .AddSingleton<AttentionCounts>();
        configure(services);
        _services = services.BuildServiceProvider();
        Context = new DefaultHttpContext { RequestServices = _services };
        Context.Connection.RemoteIpAddress = IPAddress.Loopback;
        Context.Request.Host = new HostString("localhost", 5000);
        Context.Request.Path = "/payments";
        Context.Response.Body = _body;
        SignIn(new Claim(ClaimTypes.Name, "Ana"));
    }

    public ManualTimeProvider Time { get; } = new(Sample.Now);

    public ScriptedAuthorization Authorization { get; }

    public ScriptedAntiforgery Antiforgery { get; } = new();

    public ScriptedTracker Tracker { get; } = new();

    public ScriptedLifetime Lifetime { get; } = new();

    public ScriptedTransactionStatusClient Cards { get; }

    public LogCollector Logs { get; } = new();

    public DefaultHttpContext Context { get; }

    /// <summary>The status of the response.</summary>
    public int Status => Context.Response.StatusCode;

    /// <summary>The octets of the response.</summary>
    public byte[] Body => _body.ToArray();

    /// <summary>The text of the response, decoded.</summary>
    public string Text => WebUtility.HtmlDecode(Encoding.UTF8.GetString(Body));

    /// <summary>The messages of the dashboard's log.</summary>
    public IEnumerable<string> Messages =>
        Logs.Lines.Where(line => line.Category == "PaymentStatusSdk.Dashboard").Select(line => line.Message);

    public void SignIn(params Claim[] claims) => Context.User = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));

    public void SetForm(params (string Name, string Value)[] fields) => Context.Request.Form = new FormCollection(
        fields.ToDictionary(field => field.Name, field => new StringValues(field.Value), StringComparer.Ordinal));

    /// <summary>Returns the request of an operator about the payment.</summary>
    public DashboardRequest OfOperator(PaymentStatusDashboardOptions? options = null) => Of(Sample.Operator with { Token = null }, options);

    /// <summary>Returns the request about the payment.</summary>
    public DashboardRequest Of(Site site, PaymentStatusDashboardOptions? options = null)
    {
        Context.Request.RouteValues["id"] = "7";
        return new DashboardRequest(Context, site, options ?? new PaymentStatusDashboardOptions());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
