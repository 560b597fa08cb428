using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>Antiforgery that finds a form genuine or forged, as a test says.</summary>
internal sealed class ScriptedAntiforgery : IAntiforgery
{
    public bool IsGenuine { get; set; } = true;

    /// <summary>The number of forms that were validated.</summary>
    public int Validated { get; private set; }

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext)
    {
        // Weaker than those of the dashboard.
        httpContext.Response.Headers.XFrameOptions = "SAMEORIGIN";
        httpContext.Response.Headers.CacheControl = "no-cache";
        return GetTokens(httpContext);
    }

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => new("secret", "cookie", "field", "header");

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromResult(IsGenuine);

    public void SetCookieTokenAndHeader(HttpContext httpContext)
    {
    }

    public Task ValidateRequestAsync(HttpContext httpContext)
    {
        Validated++;
        return IsGenuine ? Task.CompletedTask : throw new AntiforgeryValidationException("Forged.");
    }
}
