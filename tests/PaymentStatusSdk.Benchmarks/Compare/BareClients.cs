using System.Net.Http.Headers;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.ConvergeGate.Protocol;
using PaymentStatusSdk.Ppro;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>The floor: HttpClient posts ready bytes and reads the answer's bytes. Nothing is checked and nothing is parsed.</summary>
internal static class BareClients
{
    public static StatusCaller ConvergeGate(HttpClient http, Uri endpoint, ConvergeGateOptions options)
    {
        var request = new ConvergeGateRequest(options);
        var bodies = Bodies(index => request.Encode(TransactionQuery.ByGatewayReference(ServeCommand.GateTransId(index)), notify: false));
        return new StatusCaller("convergegate", "bare", index => PostAsync(http, endpoint, bodies[index], "application/xml"));
    }

    public static StatusCaller Ppro(HttpClient http, Uri endpoint, PproOptions options)
    {
        var request = new PproRequest(options);
        var bodies = Bodies(index => request.Encode(TransactionQuery.ByGatewayReference(ServeCommand.TxId(index))));
        return new StatusCaller("ppro", "bare", index => PostAsync(http, endpoint, bodies[index], "application/x-www-form-urlencoded"));
    }

    private static byte[][] Bodies(Func<int, byte[]> encode) => [.. Enumerable.Range(0, ServeCommand.Transactions).Select(encode)];

    private static async Task<bool> PostAsync(HttpClient http, Uri endpoint, byte[] body, string contentType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var response = await http.PostAsync(endpoint, content);
        var answer = await response.Content.ReadAsByteArrayAsync();
        return answer.Length > 0;
    }
}
