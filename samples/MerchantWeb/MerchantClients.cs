namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Registrations that the shop and its workers have in common.</summary>
internal static class MerchantClients
{
    /// <summary>Registers the clients of the gateways.</summary>
    /// <param name="services">The services of the process.</param>
    /// <param name="configuration">The settings of the gateways.</param>
    /// <param name="configure">Configures each client; null for nothing further.</param>
    public static void AddMerchantClients(
        this IServiceCollection services, IConfiguration configuration, Action<GatewayBuilder>? configure = null) =>
        services.AddPaymentStatus(gateways =>
        {
            GatewayBuilder[] clients =
            [
                gateways.AddConvergeGate(GatewayMoves.Cards, configuration.GetSection("PaymentStatus:Cards")),
                gateways.AddPpro(GatewayMoves.Ppro, configuration.GetSection("PaymentStatus:Ppro")),
                gateways.AddDesjardins(GatewayMoves.Desjardins, configuration.GetSection("PaymentStatus:Desjardins")),
            ];
            foreach (var client in clients) configure?.Invoke(client);
        });

    /// <summary>Leaves the requests of the host out of the log: the callback URLs of Desjardins contain a one-time token.</summary>
    public static void LogLessOfTheHost(this ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
    }
}
