using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Describes parsed answers for the pool of inputs.</summary>
internal static class ParsedText
{
    public static string Of(object? reading, Exception? failure) => reading is ParsedStatus parsed
        ? $"{parsed.Outcome} {parsed.State} {parsed.Reason} {parsed.Funds} {parsed.Amount.Value is null} {parsed.Amount.IsUnreadable} "
            + $"{parsed.GatewayReference is null} {parsed.MerchantReference is null} {Math.Min(3, parsed.Answer.UnknownFieldCount)} "
            + string.Join(',', parsed.Anomalies.Select(anomaly => anomaly.Kind))
        : failure?.Message.Split("(line")[0] ?? "-";
}
