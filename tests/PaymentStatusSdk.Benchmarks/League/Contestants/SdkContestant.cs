using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Benchmarks.Tracking;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Benchmarks.League.Contestants;

/// <summary>This SDK: tracked transactions, and a handler in the transaction that records the delivery.</summary>
internal sealed class SdkContestant : IContestant
{
    public string Name => "sdk";

    public IReadOnlyList<string> Packages => [Machine.PackageOf(typeof(ITransactionTracker))];

    public void AddWorker(HostApplicationBuilder builder, LeagueSettings settings) =>
        builder.Services.AddPaymentTracking(options => Set(options, settings.Plan))
            .UsePostgreSql(settings.ConnectionString)
            .AddTransactionalStatusChangeHandler<EffectHandler>();

    public Task EnrollAsync(IServiceProvider services, LeagueSettings settings, int payment) =>
        services.GetRequiredService<ITransactionTracker>().TrackAsync(Merchant.Client, LeaguePayment.QueryFor(payment));

    private static void Set(TrackingOptions options, LeaguePlan plan)
    {
        options.PollInterval = LeaguePlan.PollInterval;
        options.Lease = plan.Recovery;
        options.Clients[Merchant.Client] = new ClientTrackingOptions
        {
            MaxConcurrentChecks = LeaguePlan.Concurrency,
            Schedule = new TrackingSchedule { Open = new PollingSchedule(plan.Interval) },
        };
    }

    private sealed class EffectHandler : ITransactionalStatusChangeHandler
    {
        public async Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken)
        {
            if (change.Transaction.Verdict != PaymentVerdict.Success) return;
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = EffectLog.Insert;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("payment", LeaguePayment.NumberOf(change.Transaction.MerchantReference!));
            command.Parameters.Add(parameter);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
