using JasperFx.CodeGeneration;
using JasperFx.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Postgresql;

namespace PaymentStatusSdk.Benchmarks.League.Contestants;

/// <summary>Wolverine with PostgreSQL persistence: a durable message that schedules itself until the payment is final.</summary>
internal sealed class WolverineContestant : IContestant
{
    public string Name => "wolverine";

    public IReadOnlyList<string> Packages => [Machine.PackageOf(typeof(IMessageBus))];

    public void AddWorker(HostApplicationBuilder builder, LeagueSettings settings)
    {
        builder.UseWolverine(options => Set(options, settings));
        builder.Services.AddResourceSetupOnStartup();
    }

    public async Task EnrollAsync(IServiceProvider services, LeagueSettings settings, int payment)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(new CheckPayment(payment));
    }

    private static void Set(WolverineOptions options, LeagueSettings settings)
    {
        options.PersistMessagesWithPostgresql(settings.ConnectionString);
        options.Policies.UseDurableLocalQueues();
        // The other contestants also retry after any exception, and for longer than a restart of the server takes.
        options.Policies.OnAnyException()
            .RetryWithCooldown(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5))
            .Then.ScheduleRetryIndefinitely(TimeSpan.FromSeconds(5));
        options.LocalQueueFor<CheckPayment>().MaximumParallelMessages(LeaguePlan.Concurrency);
        options.Discovery.DisableConventionalDiscovery().IncludeType<CheckPaymentHandler>();
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.CodeGeneration.GeneratedNamespace = typeof(LeagueCommand).Namespace!;
        options.Durability.ScheduledJobFirstExecution = LeaguePlan.PollInterval;
        options.Durability.ScheduledJobPollingTime = LeaguePlan.PollInterval;
        options.Durability.NodeReassignmentPollingTime = LeaguePlan.PollInterval;
        options.Durability.FirstHealthCheckExecution = LeaguePlan.PollInterval;
        options.Durability.HealthCheckPollingTime = LeaguePlan.PollInterval;
        options.Durability.StaleNodeTimeout = settings.Plan.Recovery;
    }
}
