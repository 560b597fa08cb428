namespace PaymentStatusSdk.Cli.Simulate;

/// <summary>Prints the addresses, the credentials, the transactions and the settings. All of them are made up.</summary>
internal static class SimulatorScreen
{
    public static void Show(TextWriter screen, SimulatorSet simulators)
    {
        var (cards, ppro, desjardins) = (simulators.Cards, simulators.Ppro, simulators.Desjardins);
        screen.WriteLine($"Control API   {simulators.Control.Endpoint}");
        screen.WriteLine($"ConvergeGate  {cards.Endpoint}  (also {cards.LegacyEndpoint.AbsolutePath})");
        screen.WriteLine($"              apiUser {cards.ApiUser}, apiPassword {cards.ApiPassword}, apiKey {cards.ApiKey}");
        foreach (var transaction in cards.Transactions) screen.WriteLine($"                {transaction}");
        screen.WriteLine($"PPRO          {ppro.Endpoint}");
        screen.WriteLine(
            $"              login {ppro.Login}, password {ppro.Password}, contractid {ppro.ContractId}, notification secret "
            + $"{ppro.NotificationSecret}");
        foreach (var transaction in ppro.Transactions) screen.WriteLine($"                {transaction}");
        if (simulators.CertificateFolder is { } folder)
            screen.WriteLine($"              client.pem, client.key.pem, authority.pem in {folder} until the command stops");
        screen.WriteLine($"Desjardins    {desjardins.Endpoint}  (answers are POSTed to the response URL of the request)");
        screen.WriteLine($"              merchantId {desjardins.MerchantId}, merchantKey {desjardins.MerchantKey}");
        foreach (var transaction in desjardins.Transactions) screen.WriteLine($"                {transaction}");
        screen.WriteLine();
        screen.WriteLine(
            "Settings to paste into appsettings.Development.json (sections PaymentStatus:Cards, PaymentStatus:Ppro and "
            + "PaymentStatus:Desjardins):");
        screen.WriteLine(SimulatorSettings.ToText(simulators));
        screen.WriteLine();
        screen.WriteLine(
            "All credentials are made up. The simulators follow the gateways' public documentation; they do not prove how the providers "
            + "behave.");
        screen.WriteLine($"Move a payment with: {CliApplication.Name} trigger cards ORDER-1009 captured");
        screen.WriteLine($"Look around with: curl {simulators.Control.Endpoint}      Stop with Ctrl+C.");
        screen.Flush();
    }
}
