using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the addresses that gateways post to.</summary>
public static class PaymentStatusEndpointRouteBuilderExtensions
{
    /// <summary>Maps one callback address a client: <c>/payment-status/{name}</c>, and what lies below it.</summary>
    /// <remarks>
    /// The addresses are anonymous (the messages themselves are verified), without antiforgery, rate limiting, request time-out or HTTP
    /// logging of the host, whatever its defaults. A client whose messages cannot be verified, for want of a secret, has none: 404.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="configure">Adjusts settings; null leaves the defaults.</param>
    /// <returns>For further conventions, such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException"><c>AddPaymentStatus</c> was not called.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static IEndpointConventionBuilder MapPaymentStatusCallbacks(
        this IEndpointRouteBuilder endpoints, Action<PaymentStatusCallbackOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = new PaymentStatusCallbackOptions();
        configure?.Invoke(options);
        options.Validate();
        var receiver = endpoints.ServiceProvider.GetService<IGatewayCallbackReceiver>()
            ?? throw new InvalidOperationException("Call services.AddPaymentStatus(...) before MapPaymentStatusCallbacks().");
        var endpoint = new CallbackEndpoint(receiver, endpoints.ServiceProvider.GetRequiredService<TimeProvider>(), options);
        endpoints.ServiceProvider.GetRequiredService<CallbackEndpointState>().MarkMapped();
        // All methods, so that a wrong one is answered here: the host's own answer to it could ask for a login.
        return endpoints.Map($"{PaymentStatusCallbacks.PathPrefix}/{{{CallbackEndpoint.ClientKey}}}/{{**{CallbackEndpoint.PathSuffixKey}}}", endpoint.InvokeAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            .DisableRateLimiting()
            .WithHttpLogging(HttpLoggingFields.None)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .WithMetadata(new ExcludeFromDescriptionAttribute())
            .WithDisplayName("Payment status callbacks");
    }
}
