using System.Text;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Testing.Tests.Recordings;

/// <summary>Writes small recordings.</summary>
internal static class RecordingSample
{
    public static RecordedExchange Exchange(string request, string answer, int status = 200, string method = "POST") => new()
    {
        Method = method,
        Url = "http://gateway.example/status",
        RequestHeaders = new Dictionary<string, string> { ["Accept"] = "*/*", ["Connection"] = "close" },
        RequestFile = "request.txt",
        Status = status,
        AnswerHeaders = new Dictionary<string, string> { ["Content-Type"] = "text/plain", ["Retry-After"] = "7", ["X-Other"] = "1" },
        AnswerFile = "answer.txt",
        Request = Encoding.Latin1.GetBytes(request),
        Answer = Encoding.Latin1.GetBytes(answer),
    };

    public static RecordedPost Post(string content, string? contentType = "text/xml", string file = "post.txt") =>
        new() { ContentType = contentType, File = file, Content = Encoding.Latin1.GetBytes(content) };

    public static RecordedQuery Query(string merchantReference, params RecordedExchange[] exchanges) => new()
    {
        MerchantReference = merchantReference,
        Kind = TransactionKind.Purchase,
        Expected = new RecordedReading { State = PaymentState.Captured, Anomalies = [StatusAnomalyKind.TooEarly] },
        Exchanges = exchanges,
    };

    public static GatewayRecording Of(params RecordedQuery[] queries) => new()
    {
        Provider = "ppro",
        SdkVersion = "0.1.0",
        RecordedOn = new DateOnly(2026, 1, 2),
        Settings = new Dictionary<string, string> { ["Login"] = "user", ["Password"] = "made-up" },
        Queries = queries,
    };

    public static GatewayRecording Of(params RecordedExchange[] exchanges) => Of(Query("m-1", exchanges));
}
