using PaymentStatusSdk.Samples.Sandbox.Control;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Samples.Sandbox;

/// <summary>Prints the addresses, the credentials, the transactions and the settings.</summary>
internal static class SandboxScreen
{
    public static void Show(
        ConvergeGateSimulator cards, PproSimulator ppro, DesjardinsSimulator desjardins, SimulatorControl control, Uri hostUrl,
        string? certificateFolder)
    {
        Console.WriteLine($"Control API   {control.Endpoint}");
        Console.WriteLine($"ConvergeGate  {cards.Endpoint}  (also {cards.LegacyEndpoint.AbsolutePath})");
        Console.WriteLine($"              apiUser {cards.ApiUser}, apiPassword {cards.ApiPassword}, apiKey {cards.ApiKey}");
        foreach (var transaction in cards.Transactions) Console.WriteLine($"                {transaction}");
        Console.WriteLine($"PPRO          {ppro.Endpoint}");
        Console.WriteLine(
            $"              login {ppro.Login}, password {ppro.Password}, contractid {ppro.ContractId}, notification secret "
            + $"{ppro.NotificationSecret}");
        foreach (var transaction in ppro.Transactions) Console.WriteLine($"                {transaction}");
        if (certificateFolder is not null)
            Console.WriteLine($"              client.pem, client.key.pem, authority.pem in {certificateFolder} until the command stops");
        Console.WriteLine($"Desjardins    {desjardins.Endpoint}  (answers are POSTed to the response URL of the request)");
        Console.WriteLine($"              merchantId {desjardins.MerchantId}, merchantKey {desjardins.MerchantKey}");
        foreach (var transaction in desjardins.Transactions) Console.WriteLine($"                {transaction}");
        Console.WriteLine();
        Console.WriteLine(
            "Settings to paste into appsettings.Development.json (sections PaymentStatus:Cards, PaymentStatus:Ppro and "
            + "PaymentStatus:Desjardins):");
        Console.WriteLine(SandboxSettings.ToJson(cards, ppro, desjardins, hostUrl, certificateFolder));
        Console.WriteLine();
        Console.WriteLine(
            "All credentials are made up. The simulators follow the gateways' public documentation; they do not prove how the providers "
            + "behave.");
        Console.WriteLine($"Start with: curl {control.Endpoint}      Stop with Ctrl+C.");
    }
}
