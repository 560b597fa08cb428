using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Desjardins;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Made-up merchant accounts.</summary>
internal static class Accounts
{
    public const string ApiUser = "simUser01";
    public const string Password = "simPass-9f3a";
    public const string ApiKey = "KEY-0000-1111-2222-333344445555";
    public const string NotificationSecret = "notification-example";
    public const string RedirectSecret = "redirect-example";
    public const string MerchantId = "100001";
    public const string MerchantKey = "0123456789abcdef0123456789abcdef";

    public static ConvergeGateOptions ConvergeGate() => Fill(new ConvergeGateOptions());

    public static PproOptions Ppro() => Fill(new PproOptions());

    public static DesjardinsOptions Desjardins() => Fill(new DesjardinsOptions());

    public static ConvergeGateOptions Fill(ConvergeGateOptions options)
    {
        options.Endpoint = new Uri("https://gateway.example/v1/transactions");
        (options.ApiUser, options.ApiPassword, options.ApiKey) = (ApiUser, Password, ApiKey);
        return options;
    }

    public static PproOptions Fill(PproOptions options)
    {
        options.Endpoint = new Uri("http://127.0.0.1:1/");
        (options.Login, options.Password, options.ContractId) = ("testclient", Password, "TESTCONTRACT");
        options.NotificationSecret = NotificationSecret;
        return options;
    }

    public static DesjardinsOptions Fill(DesjardinsOptions options)
    {
        options.Endpoint = new Uri("https://gateway.example/catch");
        (options.MerchantId, options.MerchantKey) = (MerchantId, MerchantKey);
        options.PublicCallbackBaseUrl = new Uri("https://shop.example");
        return options;
    }
}
