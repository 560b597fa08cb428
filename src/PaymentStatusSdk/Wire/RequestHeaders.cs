using System.Net.Http.Headers;
using System.Reflection;

namespace PaymentStatusSdk.Adapters;

/// <summary>The headers that every request to a gateway has, unless the adapter or the merchant sets others.</summary>
internal static class RequestHeaders
{
    /// <summary>The value of <c>User-Agent</c>.</summary>
    public static readonly string UserAgent = $"PaymentStatusSdk/{Version()}";

    // Adapters read answers by their content, and a gateway that checks the header would refuse what it does not list.
    private const string Accept = "*/*";

    /// <summary>Adds the headers that neither the request nor the client's defaults have.</summary>
    public static void Complete(HttpRequestHeaders headers, HttpRequestHeaders defaults)
    {
        AddMissing(headers, defaults, "Accept", Accept);
        AddMissing(headers, defaults, "Accept-Encoding", ContentDecoder.AcceptEncoding);
        AddMissing(headers, defaults, "User-Agent", UserAgent);
    }

    private static void AddMissing(HttpRequestHeaders headers, HttpRequestHeaders defaults, string name, string value)
    {
        if (!headers.NonValidated.Contains(name) && !defaults.NonValidated.Contains(name)) headers.TryAddWithoutValidation(name, value);
    }

    // Without the commit that a build adds after the plus sign.
    private static string Version() =>
        typeof(RequestHeaders).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
