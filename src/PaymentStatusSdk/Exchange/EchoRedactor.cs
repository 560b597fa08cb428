namespace PaymentStatusSdk.Adapters;

/// <summary>
/// Blots an answer's own sensitive fields out of its other texts: a gateway that quotes the merchant's data or the redirect's secret in a
/// message must not carry it into JSON, a log or a store. For every adapter, in one place.
/// </summary>
internal static class EchoRedactor
{
    private const string Mask = "***";

    private const int ShortestSecret = 4;

    /// <summary>The reading without such quotations; the same instance when there are none.</summary>
    public static ParsedStatus Redact(ParsedStatus reading)
    {
        foreach (var (_, secret) in reading.Answer.SensitiveFields.Pairs)
        {
            // What names the transaction is no secret, and a short text stands in any other by chance and gives nothing away.
            if (secret.Length < ShortestSecret || secret == reading.GatewayReference || secret == reading.MerchantReference) continue;
            if (IsQuoted(secret, reading)) reading = Without(secret, reading);
        }

        return reading;
    }

    private static bool IsQuoted(string secret, ParsedStatus reading)
    {
        var answer = reading.Answer;
        if (Has(answer.State, secret) || Has(answer.Code, secret) || Has(answer.Message, secret)) return true;
        foreach (var (_, text) in answer.Fields.Pairs)
        {
            if (Has(text, secret)) return true;
        }

        foreach (var anomaly in reading.Anomalies)
        {
            if (Has(anomaly.Text, secret)) return true;
        }

        return false;
    }

    private static ParsedStatus Without(string secret, ParsedStatus reading)
    {
        var answer = reading.Answer;
        return reading with
        {
            Answer = answer with
            {
                // A word that the adapter knows is no quotation.
                State = reading.State == PaymentState.Unknown ? Clean(answer.State, secret) : answer.State,
                Code = Clean(answer.Code, secret),
                Message = Clean(answer.Message, secret),
                Fields = new GatewayFields([.. answer.Fields.Select(field => KeyValuePair.Create(field.Key, Clean(field.Value, secret)!))]),
            },
            Anomalies = [.. reading.Anomalies.Select(anomaly => anomaly with { Text = Clean(anomaly.Text, secret)! })],
        };
    }

    private static bool Has(string? text, string secret) => text?.Contains(secret, StringComparison.OrdinalIgnoreCase) == true;

    private static string? Clean(string? text, string secret) => text?.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
}
