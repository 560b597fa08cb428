using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Fuzz.Engine;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Checks that no text which people, gateways or stores see contains a configured secret.</summary>
/// <remarks>References are data, not texts: a gateway that sends a secret as a reference is not answered about.</remarks>
internal static class SecretJudge
{
    public static void Judge(ParsedStatus parsed, params ReadOnlySpan<string> secrets) => Judge(parsed.Answer, parsed.Anomalies, secrets);

    public static void Judge(GatewayAnswer answer, IReadOnlyList<StatusAnomaly> anomalies, params ReadOnlySpan<string> secrets)
    {
        foreach (var secret in secrets)
        {
            Check(answer.State, secret);
            Check(answer.Code, secret);
            Check(answer.Message, secret);
            foreach (var anomaly in anomalies) Check(anomaly.Text, secret);
            foreach (var field in answer.Fields) Check(field.Value, secret);
        }
    }

    /// <summary>Checks the texts of a failure, and of those inside of it.</summary>
    public static void Judge(Exception? failure, params ReadOnlySpan<string> secrets)
    {
        for (var one = failure; one is not null; one = one.InnerException)
        {
            foreach (var secret in secrets)
            {
                Check(one.Message, secret);
                Check((one as TransactionStatusException)?.GatewayCode, secret);
            }
        }
    }

    /// <summary>Checks the body of a reply.</summary>
    public static void Judge(GatewayCallbackReply reply, params ReadOnlySpan<string> secrets)
    {
        var body = Encoding.UTF8.GetString(reply.Body.Span);
        foreach (var secret in secrets) Check(body, secret);
    }

    /// <summary>Checks the names and texts in a message in JSON, as which a store receives it.</summary>
    public static void JudgeJson(byte[] json, string secret)
    {
        using var message = JsonDocument.Parse(json);
        foreach (var text in Texts(message.RootElement)) Check(text, secret);
    }

    public static void Check(string? text, string secret) => SurpriseException.Unless(
        text?.Contains(secret, StringComparison.OrdinalIgnoreCase) != true, Oracle.Secret, "A text contains a configured secret.");

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(one => Texts(one)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value).Prepend(member.Name)),
        _ => [],
    };
}
