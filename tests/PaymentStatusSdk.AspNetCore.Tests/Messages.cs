using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>Notifications as the gateways would sign them, made without the adapters.</summary>
internal static class Messages
{
    public const string ApiUser = "simUser01";
    public const string ApiPassword = "simPass-9f3a";
    public const string ApiKey = "KEY-0000-1111-2222-333344445555";
    public const string NotificationSecret = "notification-example";

    /// <summary>An 850 for 125.45 EUR.</summary>
    public static string Card850(string state = "CAPTURED", string merchantReference = "ORDER-1001", string key = ApiKey) =>
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction><apiUser>{ApiUser}</apiUser><apiPassword>{ApiPassword}</apiPassword>"
        + $"<apiCmd>850</apiCmd><merchanttransid>{merchantReference}</merchanttransid><gatetransid>g-1</gatetransid><amount>125.45</amount>"
        + $"<curcode>EUR</curcode><state>{state}</state>"
        + $"<checksum>{Sha1(ApiUser + ApiPassword + "850" + merchantReference + "125.45EUR" + key)}</checksum></transaction>";

    public static string Ppro(string txId = "123887123", string time = "2024-01-31T12:34:56Z", string secret = NotificationSecret) =>
        $"txid={txId}&finaltimestamp={Uri.EscapeDataString(time)}&sha256hash={Sha256(Sha256($"{txId}.{time}") + "." + secret)}";

    public static StringContent Xml(string text) => new(text, Encoding.UTF8, "application/xml");

    public static StringContent Form(string text) => new(text, Encoding.UTF8, "application/x-www-form-urlencoded");

    private static string Sha1(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
