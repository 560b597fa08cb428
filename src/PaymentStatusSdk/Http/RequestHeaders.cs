using System.Net.Http.Headers;
using System.Reflection;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Http;

/// <summary>The headers of every request to a gateway, unless the adapter or the merchant sets others.</summary>
internal static class RequestHeaders
{
    /// <summary>The value of <c>User-Agent</c>.</summary>
    public static readonly string UserAgent = $"PaymentStatusSdk/{Version()}";

    // Adapters recognize answers by their content, and a gateway that checks the header could reject a list of types.
    private const string Accept = "*/*";

    /// <summary>Adds the headers that neither the request nor the merchant's defaults contain.</summary>
    public static void Complete(HttpRequestHeaders headers, HttpRequestHeaders? defaults)
    {
        AddMissing(headers, defaults, "Accept", Accept);
        AddMissing(headers, defaults, "Accept-Encoding", ContentDecoder.AcceptEncoding);
        AddMissing(headers, defaults, "User-Agent", UserAgent);
    }

    private static void AddMissing(HttpRequestHeaders headers, HttpRequestHeaders? defaults, string name, string value)
    {
        if (!headers.NonValidated.Contains(name) && defaults?.NonValidated.Contains(name) != true)
            headers.TryAddWithoutValidation(name, value);
    }

    // Without the commit that a build appends after the plus sign.
    private static string Version() =>
        typeof(RequestHeaders).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0";
}
