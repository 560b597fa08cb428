using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.ColdStart;

/// <summary>The bare query through a container, with logging and a client of the HTTP client factory.</summary>
internal static class FactoryProgram
{
    private const string Name = "gateway";

    public static async Task RunAsync(string gateway, Uri address, Stages stages)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHttpClient(Name);
        await using var provider = services.BuildServiceProvider();
        stages.End("registered");
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        stages.End("resolved");
        await BareProgram.QueryAsync(factory.CreateClient(Name), gateway, address);
        stages.End("first-answer");
        await BareProgram.QueryAsync(factory.CreateClient(Name), gateway, address);
        stages.End("second-answer");
    }
}
