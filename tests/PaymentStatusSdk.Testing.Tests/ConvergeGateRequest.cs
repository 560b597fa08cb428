using System.Diagnostics.CodeAnalysis;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Testing.Tests;

/// <summary>Writes ConvergeGate requests independently of the simulator.</summary>
internal static class ConvergeGateRequest
{
    public const string User = "simUser01";
    public const string Password = "simPass-9f3a";
    public const string Key = "KEY-0000-1111-2222-333344445555";

    public static string ByMerchantReference(string id, string command = "709", string? checksum = null, string? notify = null) =>
        Xml(
            command, $"<merchanttransid>{SecurityElement.Escape(id)}</merchanttransid>",
            checksum ?? Sha1(User + Password + command + id + Key), notify);

    public static string ByGateId(string id, string command = "709", string? checksum = null, string? notify = null) =>
        Xml(
            command, $"<gatetransid>{SecurityElement.Escape(id)}</gatetransid>",
            checksum ?? Sha1(User + Password + command + id + Key), notify);

    public static string Xml(
        string command, string ids, string checksum, string? notify = null, string user = User, string password = Password) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?><transaction><apiUser>{user}</apiUser><apiPassword>{password}</apiPassword>
        <apiCmd>{command}</apiCmd>{ids}{(notify is null ? "" : $"<notify>{notify}</notify>")}<checksum>{checksum}</checksum></transaction>
        """;

    public static HttpContent Raw(string xml) => new StringContent(xml, Encoding.UTF8, "application/xml");

    public static HttpContent Form(string xml) => new FormUrlEncodedContent([new("strrequest", xml)]);

    [SuppressMessage("Security", "CA5350", Justification = "SHA-1 is the wire rule of this gateway.")]
    public static string Sha1(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
}
