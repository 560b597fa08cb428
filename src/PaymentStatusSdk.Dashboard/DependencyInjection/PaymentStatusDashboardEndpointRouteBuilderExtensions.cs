using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Dashboard;
using PaymentStatusSdk.Dashboard.Access;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Tracking;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the dashboard.</summary>
public static class PaymentStatusDashboardEndpointRouteBuilderExtensions
{
    /// <summary>Maps the dashboard below a path, such as <c>/payments</c>.</summary>
    /// <remarks>
    /// The dashboard is closed by default: outside Development, the host does not start without
    /// <see cref="PaymentStatusDashboardOptions.ReadPolicy"/>. The application must authenticate its users; the policies decide.
    /// </remarks>
    /// <param name="endpoints">The application's route builder.</param>
    /// <param name="pattern">The path below which the pages are, without parameters.</param>
    /// <returns>A builder for further conventions, such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException">
    /// <c>AddPaymentStatusDashboard</c> or <c>AddPaymentTracking</c> was not called, there is no <c>ReadPolicy</c> outside Development,
    /// or a setting or policy is wrong. The message says what to do.
    /// </exception>
    public static IEndpointConventionBuilder MapPaymentStatusDashboard(this IEndpointRouteBuilder endpoints, string pattern)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var options = Validate(endpoints.ServiceProvider);
        var gate = new DashboardGate(options);
        var stream = new EventStream();
        var group = endpoints.MapGroup(pattern);
        group.MapGet("/", gate.Page(0, PageRequests.ListAsync));
        group.MapGet("/parked", gate.Page(1, PageRequests.ParkedAsync));
        group.MapGet("/clients", gate.Page(1, Clients.ShowAsync));
        group.MapGet("/{id:long}", gate.Page(1, PageRequests.PaymentAsync));
        group.MapGet("/assets/{file}", gate.File(PageRequests.AssetAsync));
        group.MapGet("/events/list", gate.Page(2, stream.Of(
            async request => Fingerprint.Of(await PageRequests.ListModelAsync(request).ConfigureAwait(false)))));
        group.MapGet("/events/parked", gate.Page(2, stream.Of(
            async request => Fingerprint.Of(await PageRequests.ParkedModelAsync(request).ConfigureAwait(false)))));
        group.MapGet("/events/{id:long}", gate.Page(2, stream.Of(
            async request => await PageRequests.ModelAsync(request).ConfigureAwait(false) is { } model ? Fingerprint.Of(model) : null)));
        group.MapPost("/{id:long}/check", gate.Action(2, Acting.CheckAsync));
        group.MapPost("/{id:long}/stop", gate.Action(2, Acting.StopAsync));
        group.MapPost("/{id:long}/track", gate.Action(2, Acting.TrackAsync));
        group.MapPost("/{id:long}/resolve", gate.Action(2, Acting.ResolveAsync));
        group.MapPost("/{id:long}/ask", gate.Action(2, Acting.AskAsync));
        group.MapPost("/changes/{change:guid}/redeliver", gate.Action(3, Acting.RedeliverAsync));
        if (options.ReadPolicy is { } policy) group.RequireAuthorization(policy);
        else group.AllowAnonymous();
        // Addresses contain references when an operator searches for them.
        return group.WithHttpLogging(HttpLoggingFields.None).WithMetadata(new ExcludeFromDescriptionAttribute())
            .WithDisplayName("Payment status dashboard");
    }

    private static PaymentStatusDashboardOptions Validate(IServiceProvider services)
    {
        if (services.GetService<IAntiforgery>() is null)
            throw new InvalidOperationException("Call services.AddPaymentStatusDashboard(...) before MapPaymentStatusDashboard(...).");
        if (services.GetService<ITransactionTracker>() is null)
        {
            throw new InvalidOperationException(
                "Call services.AddPaymentTracking(...) with a store before MapPaymentStatusDashboard(...).");
        }

        var options = services.GetRequiredService<IOptions<PaymentStatusDashboardOptions>>().Value;
        var isDevelopment = services.GetRequiredService<IHostEnvironment>().IsDevelopment();
        if (DashboardOptionsRules.Refusal(options, isDevelopment) is { } refusal) throw new InvalidOperationException(refusal);
        Find(services, options.ReadPolicy);
        Find(services, options.OperatorPolicy);
        return options;
    }

    // A misspelled policy fails at the start and not at the first request. A provider of the application may know further policies.
    private static void Find(IServiceProvider services, string? policy)
    {
        if (policy is null || services.GetRequiredService<IAuthorizationPolicyProvider>() is not DefaultAuthorizationPolicyProvider) return;
        if (services.GetRequiredService<IOptions<AuthorizationOptions>>().Value.GetPolicy(policy) is null)
        {
            throw new InvalidOperationException(
                $"The payment dashboard uses the authorization policy '{policy}', which does not exist. Add it with "
                + $"services.AddAuthorization(options => options.AddPolicy(\"{policy}\", ...)).");
        }
    }
}
