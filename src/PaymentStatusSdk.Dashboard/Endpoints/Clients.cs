using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Dashboard.Endpoints;

/// <summary>The page of the clients.</summary>
internal static class Clients
{
    public const string Section = "Clients";

    public static async Task ShowAsync(DashboardRequest request)
    {
        var services = request.Context.RequestServices;
        var figures = await services.GetRequiredService<StoreFigures>().ReadAsync(request.Site.Now, request.Aborted).ConfigureAwait(false);
        var factory = services.GetRequiredService<ITransactionStatusClientFactory>();
        // Another application may track payments of other clients in the same store.
        var names = factory.Names.Concat(figures.Active.Select(one => one.ClientName)).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        ClientModel[] clients = [.. names.Select(name => ModelOf(name, services, factory, figures))];
        await request.ShowAsync(Section, Section, site => ClientsPage.Content(site, clients)).ConfigureAwait(false);
    }

    private static ClientModel ModelOf(
        string name, IServiceProvider services, ITransactionStatusClientFactory factory, TrackingFigures figures) => new(
            name,
            factory.Names.Contains(name, StringComparer.Ordinal) ? factory.Get(name).Metadata.Provider : null,
            services.GetKeyedService<IGatewayHealthSource>(name)?.Read(),
            services.GetRequiredService<ITrackingPauseSource>().PauseLeft(name),
            [.. figures.Active.Where(one => one.ClientName == name)],
            figures.NextCheckAt.TryGetValue(name, out var next) ? next : null,
            services.GetRequiredService<CheckRecorder>().Read(name));
}
