using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Cli.Tests.Payments;

public sealed class SqliteCommandTests : StoreCommandTests
{
    private readonly MerchantFolder _data = new();

    protected override string Isolation => "one writing transaction at a time";

    private string DataFile => Path.Combine(_data.Path, "payments.db");

    public override async ValueTask InitializeAsync() =>
        Shop = await TrackedShop.OpenAsync("sqlite", $"Data Source={DataFile}", tracking => tracking.UseSqlite(DataFile), Ct);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    [Fact]
    public async Task Missing_file_is_an_error_and_is_not_created()
    {
        var run = await RunAsync("list");

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.False(File.Exists(DataFile));
    }

    [Fact]
    public async Task Command_runs_in_a_process_of_its_own()
    {
        await Shop.TrackAsync("ORDER-1", "CAPTURED", Ct);

        var run = await CliProcess.RunAsync(Shop.Merchant.Folder.Path, Ct, "list", "--json");

        Assert.True(run.Code == ExitCode.Success, run.Error);
        Assert.Equal(1, run.Data.GetProperty("payments").GetArrayLength());
    }

    [Fact]
    public async Task Doctor_finds_the_late_check_of_the_oldest_of_many_payments()
    {
        var now = TimeProvider.System.GetUtcNow();
        await Shop.TrackAsync("ORDER-1", "PENDING", Ct);
        for (var number = 2; number <= 1002; number++)
        {
            await Shop.Tracker.TrackAsync(
                "cards", TransactionQuery.ByMerchantReference($"ORDER-{number}") with { SubmittedAt = now.AddDays(1) }, null, Ct);
        }

        var configuration = MerchantConfiguration.Load(Shop.Merchant.Folder.Path, null, null);
        var clock = new ManualTimeProvider(now.AddMinutes(10));
        var settings = MerchantStore.Find(configuration, null, null);
        await using var connection = TrackerConnection.Open(configuration, settings, clock);
        var findings = await new StoreExamination(connection, settings, clock).RunAsync(Ct);

        var checks = findings.Single(finding => finding.Check == "checks");
        Assert.Equal(FindingLevel.Problem, checks.Level);
        Assert.Matches("^The oldest check that is due is (9|10) minutes late", checks.Text);
    }

    [Theory]
    [InlineData("payments.db", "payments.db")]
    [InlineData("Data Source=data/payments.db", "data/payments.db")]
    public void Relative_file_lies_in_the_folder_of_the_host(string connectionString, string file)
    {
        var configuration = Configure(connectionString);

        var store = MerchantStore.Find(configuration, StoreKind.Sqlite, null);

        Assert.Contains(Path.Combine(configuration.Folder, file), store.ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain(file, store.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Kind_of_the_database_is_never_guessed()
    {
        var exception = Assert.Throws<CliException>(() => MerchantStore.Find(Configure("Server=db;Password=x"), null, null));

        Assert.Equal(ExitCode.ConfigurationError, exception.Code);
        Assert.Contains("--store", exception.Advice, StringComparison.Ordinal);
    }

    private MerchantConfiguration Configure(string connectionString)
    {
        var folder = Path.Combine(_data.Path, "host");
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "appsettings.json"), $$"""{ "ConnectionStrings": { "Payments": "{{connectionString}}" } }""");
        return MerchantConfiguration.Load(folder, null, null);
    }
}
