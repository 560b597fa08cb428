using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using PaymentStatusSdk.Benchmarks.Tracking;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// A worker of one contestant: <c>league-worker CONTESTANT CONNECTION GATEWAY PLAN</c>. It prints <c>ready</c>, and for each number in
/// standard input it enrolls that payment and prints the number.
/// </summary>
internal static class LeagueWorkerCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var contestant = LeagueContestants.Of(args[0]);
        var settings = new LeagueSettings(args[1], new Uri(args[2]), LeaguePlan.Parse(args[3]));
        var builder = NewBuilder(settings);
        contestant.AddWorker(builder, settings);
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } payment)
        {
            await contestant.EnrollAsync(host.Services, settings, int.Parse(payment, CultureInfo.InvariantCulture));
            Console.WriteLine(payment);
        }

        return 0;
    }

    private static HostApplicationBuilder NewBuilder(LeagueSettings settings)
    {
        // Wolverine looks for its generated code in the assembly of the application.
        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = typeof(Machine).Assembly.GetName().Name });
        // The restart of the server fills every log.
        builder.Logging.SetMinimumLevel(LogLevel.Critical).AddSimpleConsole(options => options.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddCards(settings.Gateway, LeaguePlan.Concurrency);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(settings.ConnectionString));
        builder.Services.AddSingleton<EffectLog>().AddSingleton<PaymentCheck>().AddSingleton(new CheckInterval(settings.Plan.Interval));
        return builder;
    }
}
