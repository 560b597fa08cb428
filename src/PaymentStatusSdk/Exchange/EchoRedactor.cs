using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Exchange;

/// <summary>
/// Redacts an answer's own sensitive fields from its other texts: a message that quotes the merchant's data or the redirect's secret must
/// not carry it into JSON, a log or a store. Applied to every adapter, in one place.
/// </summary>
internal static class EchoRedactor
{
    private const string Mask = "***";

    private const int ShortestSecret = 4;

    /// <summary>Returns the status without such quotations; the same instance when there are none.</summary>
    public static ParsedStatus Redact(ParsedStatus parsed)
    {
        foreach (var (_, secret) in parsed.Answer.SensitiveFields.Pairs)
        {
            // Transaction ids are not secret, and very short values match by coincidence.
            if (secret.Length < ShortestSecret || secret == parsed.GatewayReference || secret == parsed.MerchantReference) continue;
            if (IsQuoted(secret, parsed)) parsed = Without(secret, parsed);
        }

        return parsed;
    }

    private static bool IsQuoted(string secret, ParsedStatus parsed)
    {
        var answer = parsed.Answer;
        if (Has(answer.State, secret) || Has(answer.Code, secret) || Has(answer.Message, secret)) return true;
        foreach (var (_, text) in answer.Fields.Pairs)
        {
            if (Has(text, secret)) return true;
        }

        foreach (var anomaly in parsed.Anomalies)
        {
            if (Has(anomaly.Text, secret)) return true;
        }

        return false;
    }

    private static ParsedStatus Without(string secret, ParsedStatus parsed)
    {
        var answer = parsed.Answer;
        return parsed with
        {
            Answer = answer with
            {
                // A value that the adapter knows is not a quotation.
                State = parsed.State == PaymentState.Unknown ? Clean(answer.State, secret) : answer.State,
                Code = Clean(answer.Code, secret),
                Message = Clean(answer.Message, secret),
                Fields = new GatewayFields([.. answer.Fields.Select(field => KeyValuePair.Create(field.Key, Clean(field.Value, secret)!))]),
            },
            Anomalies = [.. parsed.Anomalies.Select(anomaly => anomaly with { Text = Clean(anomaly.Text, secret)! })],
        };
    }

    private static bool Has(string? text, string secret) => text?.Contains(secret, StringComparison.OrdinalIgnoreCase) == true;

    private static string? Clean(string? text, string secret) => text?.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
}
