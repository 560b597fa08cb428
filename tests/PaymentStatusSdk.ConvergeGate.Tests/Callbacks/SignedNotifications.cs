using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.ConvergeGate.Tests.Callbacks;

/// <summary>
/// Notifications signed like the gateway's, built without the adapter: fields in the documented order, checksum by the documented rule.
/// </summary>
internal static class SignedNotifications
{
    private static readonly Dictionary<string, string[]> Signed = new()
    {
        ["850"] = ["merchanttransid", "amount", "curcode"],
        ["860"] = ["gatetransid", "amount", "status"],
        ["870"] = ["gaterebillid", "gatetransid", "status"],
        ["880"] = ["gatetransid", "status"],
    };

    /// <summary>The message and each field that it cannot be verified without: its signed fields, and what all messages have.</summary>
    public static TheoryData<string, string> SignedFields
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (command, fields) in Signed)
            {
                foreach (var name in fields) data.Add(command, name);
            }

            foreach (var name in new[] { "apiUser", "apiPassword", "apiCmd", "checksum" }) data.Add("850", name);
            return data;
        }
    }

    public static Dictionary<string, string> Fields(string command)
    {
        var ids = new Dictionary<string, string>
        {
            ["merchanttransid"] = Answers.MerchantReference,
            ["gatetransid"] = Answers.GatewayReference,
        };
        return command switch
        {
            "850" => new(ids) { ["amount"] = "125.45", ["curcode"] = "EUR", ["state"] = "CAPTURED", ["merchantspecific1"] = "a" },
            "860" => new()
            {
                ["gatetransid"] = Answers.GatewayReference,
                ["amount"] = "25.00",
                ["status"] = "SUCCESS",
                ["reason"] = "r",
                ["time"] = "t",
            },
            "870" => new() { ["gatetransid"] = Answers.GatewayReference, ["gaterebillid"] = "r-1", ["status"] = "SUCCESS" },
            _ => new(ids) { ["transref"] = "9", ["status"] = "CHARGEBACK", ["amount"] = "125.45", ["disputeDate"] = "2026-01-02 03:04:05" },
        };
    }

    /// <summary>
    /// A genuine message; <paramref name="change"/> alters fields before it is signed, <paramref name="forge"/> the text after.
    /// </summary>
    public static string Xml(
        string command, Action<Dictionary<string, string>>? change = null, Func<string, string>? forge = null,
        string user = Answers.ApiUser, string password = Answers.ApiPassword, string key = Answers.ApiKey)
    {
        var fields = Fields(command);
        change?.Invoke(fields);
        var signed = user + password + command
            + string.Concat((Signed.GetValueOrDefault(command) ?? []).Select(name => fields.GetValueOrDefault(name))) + key;
        var checksum = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(signed)));
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction>");
        (string, string)[] head = [("apiUser", user), ("apiPassword", password), ("apiCmd", command)];
        foreach (var (name, value) in head.Concat(fields.Select(f => (f.Key, f.Value))).Append(("checksum", checksum)))
            xml.Append('<').Append(name).Append('>').Append(SecurityElement.Escape(value)).Append("</").Append(name).Append('>');
        var text = xml.Append("</transaction>").ToString();
        return forge is null ? text : forge(text);
    }

    public static string Form(string xml) => "strdata=" + Uri.EscapeDataString(xml);
}
