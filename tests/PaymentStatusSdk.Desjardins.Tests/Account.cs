using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>A made-up account, and documents of the gateway as text.</summary>
internal static class Account
{
    public const string MerchantId = "100001";
    public const string MerchantKey = "0123456789abcdef0123456789abcdef";
    public const string Client = "desjardins";
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static DesjardinsOptions Options(Action<DesjardinsOptions>? change = null)
    {
        var options = new DesjardinsOptions
        {
            Endpoint = new Uri("https://gateway.example/catch"),
            MerchantId = MerchantId,
            MerchantKey = MerchantKey,
            PublicCallbackBaseUrl = new Uri("https://shop.example"),
        };
        change?.Invoke(options);
        return options;
    }

    public static DesjardinsRequest Request(Action<DesjardinsOptions>? change = null, IDesjardinsStatusFormat? format = null) =>
        new(Options(change), format ?? new DesjardinsStatusFormat(), Client);

    /// <summary>A document as in step 4.</summary>
    public static byte[] Document(string inner, string root = "request", string merchantId = MerchantId) => Encoding.Latin1.GetBytes(
        $"<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>\n<{root} input=\"xml\"><merchant id=\"{merchantId}\">{inner}</merchant>"
        + $"</{root}>");

    public static string Transaction(string id, string? approved = "yes", string fields = "<iso_code>00</iso_code>") =>
        $"<transaction id=\"{id}\" currency=\"CAD\" currencyText=\"CAD $ \"{(approved is null ? "" : $" approved=\"{approved}\"")}>{fields}"
        + "</transaction>";

    public static DesjardinsDocument ReadDocument(ReadOnlyMemory<byte> body) =>
        DesjardinsDocument.Read(body, new SecretRedactor(MerchantKey));

    public static DesjardinsMessage Message(string inner) => ReadDocument(Document(inner)).ToMessage();

    /// <summary>Returns the result of a query for T1.</summary>
    public static ParsedStatus Read(
        string? approved, string fields = "", TransactionKind kind = TransactionKind.Unknown, DateTimeOffset? submittedAt = null,
        Action<DesjardinsOptions>? change = null, bool isContested = false)
    {
        var result = ReadDocument(Document(Transaction("T1", approved, fields))).ToMessage().Results.SingleOrDefault();
        var request = Request(change);
        var reading = result is null ? DesjardinsResponse.Missing("T1", Now) : DesjardinsResponse.Read(result, isContested, request, Now);
        var query = TransactionQuery.ByMerchantReference("T1") with { Kind = kind, SubmittedAt = submittedAt };
        return DesjardinsStatusMap.Complete(reading, query, kind);
    }

    public static IEnumerable<StatusAnomalyKind> Kinds(this ParsedStatus reading) => reading.Anomalies.Select(anomaly => anomaly.Kind);
}
