using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace PaymentStatusSdk.Benchmarks.League.Contestants;

/// <summary>Quartz.NET with its clustered ADO.NET store: a job with a repeating trigger for each payment, which deletes itself.</summary>
internal sealed class QuartzContestant : IContestant
{
    public string Name => "quartz";

    public IReadOnlyList<string> Packages => [Machine.PackageOf(typeof(IScheduler))];

    public void AddWorker(HostApplicationBuilder builder, LeagueSettings settings)
    {
        builder.Services.AddQuartz(quartz => Set(quartz, settings));
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    public async Task EnrollAsync(IServiceProvider services, LeagueSettings settings, int payment)
    {
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var name = string.Create(CultureInfo.InvariantCulture, $"payment-{payment}");
        var job = JobBuilder.Create<QuartzPaymentJob>()
            .WithIdentity(name)
            .UsingJobData(QuartzPaymentJob.Payment, payment.ToString(CultureInfo.InvariantCulture))
            .RequestRecovery()
            .Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(name)
            .StartNow()
            // By default a trigger that is a minute late skips that check and waits for its next time.
            .WithSimpleSchedule(schedule => schedule.WithInterval(settings.Plan.Interval).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))
            .Build();
        await scheduler.ScheduleJob(job, trigger);
    }

    private static void Set(IQuartzBuilder quartz, LeagueSettings settings)
    {
        quartz.ConfigureScheduler(options =>
        {
            options.InstanceName = "league";
            options.GenerateInstanceId = true;
            options.IdleWaitTime = LeaguePlan.PollInterval;
        });
        quartz.UseDefaultThreadPool(maxConcurrency: LeaguePlan.Concurrency);
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(settings.ConnectionString);
            store.ProvisionSchema();
            store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
            store.UseClustering(cluster =>
            {
                // A node is given up after the sum of both.
                cluster.CheckinInterval = settings.Plan.Recovery / 2;
                cluster.CheckinMisfireThreshold = settings.Plan.Recovery / 2;
            });
        });
    }
}
