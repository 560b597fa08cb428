using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace PaymentStatusSdk.AspNetCore.Tests.Direct;

public sealed class MappingTests
{
    [Fact]
    public void Address_has_the_client_and_any_path_below_it()
    {
        using var endpoint = new MappedEndpoint(new RecordingReceiver());

        Assert.Equal("/payment-status/{client}/{**suffix}", endpoint.Endpoint.RoutePattern.RawText);
        Assert.True(endpoint.IsMapped);
    }

    [Fact]
    public void Defaults_of_the_host_do_not_apply_to_the_address()
    {
        using var endpoint = new MappedEndpoint(new RecordingReceiver());

        var metadata = endpoint.Endpoint.Metadata;

        Assert.NotNull(metadata.GetMetadata<IAllowAnonymous>());
        Assert.False(metadata.GetRequiredMetadata<IAntiforgeryMetadata>().RequiresValidation);
        Assert.NotNull(metadata.GetMetadata<DisableRateLimitingAttribute>());
        Assert.NotNull(metadata.GetMetadata<DisableRequestTimeoutAttribute>());
        Assert.Equal(HttpLoggingFields.None, metadata.GetRequiredMetadata<HttpLoggingAttribute>().LoggingFields);
        Assert.True(metadata.GetRequiredMetadata<IExcludeFromDescriptionMetadata>().ExcludeFromDescription);
        // All methods, so that the endpoint itself refuses a wrong one.
        Assert.Null(metadata.GetMetadata<IHttpMethodMetadata>());
    }
}
