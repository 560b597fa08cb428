using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>Made-up account, and answers as text.</summary>
internal static class Answers
{
    public const string ApiUser = "simUser01";
    public const string ApiPassword = "simPass-9f3a";
    public const string ApiKey = "KEY-0000-1111-2222-333344445555";
    public const string GatewayReference = "5d3c1f60-8a2b-4c7e-9b10-2f6e7a8c9d01";
    public const string MerchantReference = "ORDER-1001";

    public const string Ids = $"<gatetransid>{GatewayReference}</gatetransid><merchanttransid>{MerchantReference}</merchanttransid>";
    public const string Money = "<amount>125.45</amount><curcode>EUR</curcode>";

    public static ConvergeGateOptions Options(Action<ConvergeGateOptions>? change = null)
    {
        var options = new ConvergeGateOptions
        {
            Endpoint = ConvergeGateDefaults.ConvergeGateTestEndpoint,
            ApiUser = ApiUser,
            ApiPassword = ApiPassword,
            ApiKey = ApiKey,
        };
        change?.Invoke(options);
        return options;
    }

    /// <summary>A whole answer; a null leaves the element out.</summary>
    public static string Xml(
        string? state = "CAPTURED", string? result = "SUCCESS", string? errorCode = "000", string? errorMessage = null, string more = "") =>
        Nested(
            $"{Ids}{Money}{Element("state", state)}{more}",
            $"{Element("errorcode", errorCode)}{Element("errormessage", errorMessage)}",
            result);

    /// <summary>An answer from the content of the nested node and the text after it.</summary>
    public static string Nested(string inner, string after = "", string? result = "SUCCESS") =>
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction>{Element("result", result)}<transaction>{inner}</transaction>{after}"
        + "</transaction>";

    public static ParsedStatus Read(string xml, Action<ConvergeGateOptions>? change = null) => Read(Encoding.UTF8.GetBytes(xml), change);

    public static ParsedStatus Read(
        ReadOnlyMemory<byte> body, Action<ConvergeGateOptions>? change = null, string? charset = null, TransactionQuery? query = null) =>
        ConvergeGateResponse.Read(body, charset, new ConvergeGateRequest(Options(change)), query);

    /// <summary>Returns the failure of a body.</summary>
    public static TransactionStatusException Refused(
        string xml, TransactionStatusErrorKind kind = TransactionStatusErrorKind.InvalidResponse)
    {
        var exception = Assert.Throws<TransactionStatusException>(() => Read(xml));
        Assert.Equal(kind, exception.Kind);
        return exception;
    }

    public static IEnumerable<StatusAnomalyKind> Kinds(this ParsedStatus reading) => reading.Anomalies.Select(anomaly => anomaly.Kind);

    private static string Element(string name, string? value) => value is null ? "" : $"<{name}>{value}</{name}>";
}
