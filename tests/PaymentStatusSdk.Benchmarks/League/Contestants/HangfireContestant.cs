using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PaymentStatusSdk.Benchmarks.League.Contestants;

/// <summary>Hangfire with its PostgreSQL storage: a job that schedules the next check of its payment until that is final.</summary>
internal sealed class HangfireContestant : IContestant
{
    public string Name => "hangfire";

    public IReadOnlyList<string> Packages => [Machine.PackageOf(typeof(BackgroundJob)), Machine.PackageOf(typeof(PostgreSqlStorage))];

    public void AddWorker(HostApplicationBuilder builder, LeagueSettings settings)
    {
        builder.Services.AddHangfire(hangfire => Set(hangfire, settings));
        builder.Services.AddHangfireServer(options =>
        {
            options.WorkerCount = LeaguePlan.Concurrency;
            options.SchedulePollingInterval = LeaguePlan.PollInterval;
        });
    }

    public Task EnrollAsync(IServiceProvider services, LeagueSettings settings, int payment)
    {
        services.GetRequiredService<IBackgroundJobClient>().Enqueue<HangfirePaymentJob>(job => job.CheckAsync(payment));
        return Task.CompletedTask;
    }

    private static void Set(IGlobalConfiguration hangfire, LeagueSettings settings) => hangfire
        .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
        .UseSimpleAssemblyNameTypeSerializer()
        .UseRecommendedSerializerSettings()
        .UsePostgreSqlStorage(
            storage => storage.UseNpgsqlConnection(settings.ConnectionString),
            new PostgreSqlStorageOptions
            {
                QueuePollInterval = LeaguePlan.PollInterval,
                // By default a job of a killed worker waits for 30 minutes.
                InvisibilityTimeout = settings.Plan.Recovery,
                UseSlidingInvisibilityTimeout = true,
                // By default the locks of a killed worker, of a job or of the scheduler of all jobs, remain for 10 minutes.
                DistributedLockTimeout = settings.Plan.Recovery,
            });
}
