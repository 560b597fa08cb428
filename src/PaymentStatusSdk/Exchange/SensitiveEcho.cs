namespace PaymentStatusSdk.Adapters;

/// <summary>
/// Blots an answer's own sensitive fields out of its other texts: a gateway that quotes the merchant's data or the redirect's secret in a
/// message must not carry it into JSON, a log or a store. For every adapter, in one place.
/// </summary>
internal static class SensitiveEcho
{
    private const string Blot = "***";

    // Shorter ones stand in any text by chance, and give nothing away.
    private const int ShortestSecret = 4;

    /// <summary>The reading without such quotations; the same instance when there are none.</summary>
    public static GatewayReading BlotOut(GatewayReading reading)
    {
        var answer = reading.Answer;
        if (answer.SensitiveFields.Count == 0) return reading;
        var secrets = answer.SensitiveFields.Values
            .Where(value => value.Length >= ShortestSecret && value != reading.GatewayId && value != reading.MerchantId)
            .ToArray();
        // A word that the adapter knows is no quotation.
        var isKnown = reading.State != PaymentState.Unknown;
        var cleaned = answer with
        {
            State = isKnown ? answer.State : Clean(answer.State, secrets),
            Code = Clean(answer.Code, secrets),
            Message = Clean(answer.Message, secrets),
            Fields = Clean(answer.Fields, secrets),
        };
        if (cleaned == answer && !reading.Anomalies.Any(anomaly => Clean(anomaly.Text, secrets) != anomaly.Text)) return reading;
        return reading with
        {
            Answer = cleaned,
            Anomalies = [.. reading.Anomalies.Select(anomaly => anomaly with { Text = Clean(anomaly.Text, secrets)! })],
        };
    }

    private static GatewayFields Clean(GatewayFields fields, string[] secrets)
    {
        if (!fields.Values.Any(value => Clean(value, secrets) != value)) return fields;
        return new GatewayFields([.. fields.Select(field => KeyValuePair.Create(field.Key, Clean(field.Value, secrets)!))]);
    }

    private static string? Clean(string? text, string[] secrets)
    {
        if (text is null) return null;
        foreach (var secret in secrets) text = text.Replace(secret, Blot, StringComparison.OrdinalIgnoreCase);
        return text;
    }
}
