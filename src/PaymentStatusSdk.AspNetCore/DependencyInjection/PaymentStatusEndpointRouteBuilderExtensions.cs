using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.AspNetCore;
using PaymentStatusSdk.Callbacks;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the addresses to which gateways send messages.</summary>
public static class PaymentStatusEndpointRouteBuilderExtensions
{
    /// <summary>Maps one callback address per client: <c>/payment-status/{name}</c> and all paths below it.</summary>
    /// <remarks>
    /// The addresses are anonymous (the messages themselves are verified), without the host's antiforgery, rate limiting, request timeout
    /// or HTTP logging, whatever its defaults. A client whose messages cannot be verified because a secret is missing has no address: 404.
    /// </remarks>
    /// <param name="endpoints">The application's route builder.</param>
    /// <param name="configure">Changes settings; null keeps the defaults.</param>
    /// <returns>A builder for further conventions, such as <c>RequireHost</c>.</returns>
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
        // All methods, so that a wrong one is answered here: the host's own response could require a login.
        return endpoints.Map(
            $"{PaymentStatusCallbacks.PathPrefix}/{{{CallbackEndpoint.ClientKey}}}/{{**{CallbackEndpoint.PathSuffixKey}}}",
            endpoint.InvokeAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            .DisableRateLimiting()
            .WithHttpLogging(HttpLoggingFields.None)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .WithMetadata(new ExcludeFromDescriptionAttribute())
            .WithDisplayName("Payment status callbacks");
    }
}
