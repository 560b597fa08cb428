using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Fuzz.Engine;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Checks that no text which people or stores see contains a configured secret.</summary>
/// <remarks>References are data, not texts: a gateway that sends a secret as a reference is not answered about.</remarks>
internal static class SecretJudge
{
    public static void Judge(ParsedStatus parsed, string secret)
    {
        Check(parsed.Answer.State, secret);
        Check(parsed.Answer.Code, secret);
        Check(parsed.Answer.Message, secret);
        foreach (var anomaly in parsed.Anomalies) Check(anomaly.Text, secret);
        foreach (var field in parsed.Answer.Fields) Check(field.Value, secret);
    }

    public static void Check(string? text, string secret) => SurpriseException.Unless(
        text?.Contains(secret, StringComparison.OrdinalIgnoreCase) != true, Oracle.Secret, "A text contains a configured secret.");
}
