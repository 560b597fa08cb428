using System.Net.Http.Headers;

namespace PaymentStatusSdk.ColdStart;

/// <summary>The floor: HttpClient posts ready bytes and reads the answer's bytes.</summary>
internal static class BareProgram
{
    public static async Task RunAsync(string gateway, Uri address, Stages stages)
    {
        using var http = new HttpClient();
        stages.End("registered");
        stages.End("resolved");
        await QueryAsync(http, gateway, address);
        stages.End("first-answer");
        await QueryAsync(http, gateway, address);
        stages.End("second-answer");
    }

    public static async Task QueryAsync(HttpClient http, string gateway, Uri address)
    {
        using var content = new ByteArrayContent(SampleRequests.Of(gateway));
        content.Headers.ContentType = new MediaTypeHeaderValue(SampleRequests.ContentTypeOf(gateway));
        using var response = await http.PostAsync(address, content);
        if ((await response.Content.ReadAsByteArrayAsync()).Length == 0) throw new InvalidOperationException("No answer.");
    }
}
