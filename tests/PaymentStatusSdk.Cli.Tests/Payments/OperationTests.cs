using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Tests.Payments;

/// <summary>The effects, texts and refusals of the commands on one payment, and the limits of the doctor's view of the store.</summary>
public sealed class OperationTests : IAsyncLifetime
{
    private readonly MerchantFolder _data = new();
    private TrackedShop _shop = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string DataFile => Path.Combine(_data.Path, "payments.db");

    public async ValueTask InitializeAsync() =>
        _shop = await TrackedShop.OpenAsync("sqlite", $"Data Source={DataFile}", tracking => tracking.UseSqlite(DataFile), Ct);

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    [Fact]
    public async Task Operations_say_what_they_did_and_to_which_payment()
    {
        var first = await _shop.TrackAsync("ORDER-1", "PENDING", Ct);
        var second = await _shop.TrackAsync("ORDER-2", "PENDING", Ct);

        var check = await RunAsync("check", "ORDER-1", "--json");
        var stop = await RunAsync("stop", "ORDER-1", "--json");
        var again = await RunAsync("stop", "ORDER-1");
        var late = await RunAsync("check", "ORDER-1");
        var resolve = await RunAsync("resolve", "ORDER-2", "--reason", "Paid at the bank", "--by", "Erika", "--json");
        var twice = await RunAsync("resolve", "ORDER-2", "--reason", "Paid at the bank", "--by", "Erika");
        var text = await RunAsync("check", "--id", Id(second));

        Assert.Equal(first.Id, check.Data.GetProperty("paymentId").GetInt64());
        Assert.False(check.Data.TryGetProperty("changeId", out _));
        Assert.StartsWith("The check is due now: ", check.Data.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("The payment is no longer tracked.", stop.Data.GetProperty("text").GetString());
        Assert.StartsWith("The resolution is recorded", resolve.Data.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(second.Id, resolve.Data.GetProperty("paymentId").GetInt64());
        Assert.Equal(
            (ExitCode.Success, ExitCode.Success, ExitCode.Refused, ExitCode.Refused, ExitCode.Success, ExitCode.Refused, ExitCode.Refused),
            (check.Code, stop.Code, again.Code, late.Code, resolve.Code, twice.Code, text.Code));
        Assert.StartsWith(
            $"error: Payment {Id(first)} cannot be used for stop: It is no longer tracked.", again.Error, StringComparison.Ordinal);
        Assert.StartsWith($"error: Payment {Id(first)} cannot be used for check: It was stopped", late.Error, StringComparison.Ordinal);
        Assert.StartsWith($"error: Payment {Id(second)} cannot be used for resolve: It is", twice.Error, StringComparison.Ordinal);
        Assert.Equal("", again.Out + late.Out + twice.Out);
    }

    [Fact]
    public async Task Refused_operations_change_nothing()
    {
        var payment = await _shop.TrackAsync("ORDER-1", "PENDING", Ct);
        await _shop.TrackAsync("ORDER-2", "PENDING", Ct);
        var before = await _shop.Tracker.GetAsync(payment.Id, Ct);

        var runs = new[]
        {
            await RunAsync("stop"), await RunAsync("stop", "ORDER-1", "--id", Id(payment)), await RunAsync("stop", "ORDER-404"),
            await RunAsync("stop", "ORDER-1", "--client", "ppro"), await RunAsync("stop", "--id", Id(payment), "--client", "ppro"),
            await RunAsync("stop", "--id", "99"), await RunAsync("resolve", "ORDER-1", "--reason", "x", "--by", " "),
        };

        Assert.Equal(
            [
                ExitCode.UsageError, ExitCode.UsageError, ExitCode.NoSuchRecord, ExitCode.NoSuchRecord, ExitCode.NoSuchRecord,
                ExitCode.NoSuchRecord, ExitCode.UsageError,
            ],
            runs.Select(run => run.Code));
        Assert.Equal(before, await _shop.Tracker.GetAsync(payment.Id, Ct));
        Assert.Contains("The payment is not named.", runs[0].Error, StringComparison.Ordinal);
        Assert.Contains("The payment is named twice.", runs[1].Error, StringComparison.Ordinal);
        Assert.Contains($"no payment {Id(payment)} of the client 'ppro'.", runs[4].Error, StringComparison.Ordinal);
        Assert.Contains("no payment 99.", runs[5].Error, StringComparison.Ordinal);
        Assert.Contains("--reason or --by", runs[6].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redelivery_names_the_change_and_refuses_one_that_is_not_parked()
    {
        _shop.IsBroken = true;
        await _shop.TrackAsync("ORDER-1", "CAPTURED", Ct);
        await _shop.WorkAsync(Ct);
        var id = (await HistoryAsync("ORDER-1"))[0].GetProperty("id").GetString()!;

        var doctor = await RunAsync("doctor", "cards", "--json");
        var run = await RunAsync("redeliver", id, "--json");
        var again = await RunAsync("redeliver", id);
        var unknown = await RunAsync("redeliver", Guid.Empty.ToString());

        var parked = doctor.Data.GetProperty("findings").EnumerateArray()
            .Single(finding => finding.GetProperty("check").GetString() == "deliveries");
        Assert.Equal("Problem", parked.GetProperty("level").GetString());
        Assert.Equal("1 changes are parked.", parked.GetProperty("text").GetString());
        Assert.Equal(id, run.Data.GetProperty("changeId").GetString());
        Assert.False(run.Data.TryGetProperty("paymentId", out _));
        Assert.StartsWith("The delivery is due now", run.Data.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((ExitCode.Refused, ExitCode.NoSuchRecord), (again.Code, unknown.Code));
        Assert.Contains($"The change {id} is not parked.", again.Error, StringComparison.Ordinal);
        Assert.Contains($"no change {Guid.Empty}.", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_a_payment_says_with_which_schedule_it_is_tracked()
    {
        var payment = await _shop.TrackAsync("ORDER-1", "PENDING", Ct);
        const string due = "The check is due now: a worker of your host makes it. See the result with history.";
        var completed = payment with { Status = TrackingStatus.Completed };

        Assert.Equal(due, OperationCommands.TextOfCheck(payment));
        Assert.Equal(
            $"{due} The payment is tracked again, with the default schedule of the tool: options of your host do not apply.",
            OperationCommands.TextOfCheck(completed));
        Assert.Equal(
            $"{due} The payment is tracked again, with its own schedule.",
            OperationCommands.TextOfCheck(completed with { Policy = new TrackingPolicy { Schedule = TrackingSchedule.Default } }));
    }

    [Fact]
    public async Task Reference_that_is_a_secret_by_mistake_is_not_shown()
    {
        await _shop.TrackAsync("ORDER-1", "PENDING", Ct);

        var run = await RunAsync("history", _shop.Merchant.Cards.ApiPassword);

        Assert.Equal(ExitCode.NoSuchRecord, run.Code);
        Assert.Contains("no payment with the reference '[secret]'.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_has_the_oldest_change_first()
    {
        await _shop.TrackAsync("ORDER-1", "ERROR", Ct);
        await _shop.WorkAsync(Ct);
        _shop.Merchant.PutCard("ORDER-1", "CAPTURED");
        await RunAsync("check", "ORDER-1");
        await _shop.WorkAsync(Ct);

        var changes = await HistoryAsync("ORDER-1");

        Assert.True(changes.Length > 1);
        Assert.Equal(
            changes.Select(change => change.GetProperty("sequence").GetInt64()).Order(),
            changes.Select(change => change.GetProperty("sequence").GetInt64()));
        Assert.Equal("Captured", changes[^1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task List_is_filtered_by_each_option_and_has_fifty_payments_by_default()
    {
        for (var number = 1; number <= 51; number++) await _shop.TrackAsync($"ORDER-{number}", "PENDING", Ct);
        await RunAsync("stop", "ORDER-7");

        var all = await RunAsync("list", "--json");
        var next = all.Data.GetProperty("next").GetRawText();
        var rest = await RunAsync("list", "--after", next, "--json");
        var text = await RunAsync("list");

        Assert.Equal(50, all.Data.GetProperty("payments").GetArrayLength());
        Assert.Equal(["ORDER-1"], References(rest));
        Assert.False(rest.Data.TryGetProperty("next", out _));
        Assert.EndsWith($"More: add --after {next}\n", text.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(["ORDER-7"], References(await RunAsync("list", "--status", "stopped", "--json")));
        Assert.Equal(["ORDER-9"], References(await RunAsync("list", "--reference", "ORDER-9", "--json")));
        Assert.Empty(References(await RunAsync("list", "--client", "ppro", "--json")));
        Assert.Empty(References(await RunAsync("list", "--state", "captured", "--json")));
        Assert.Equal(2, (await RunAsync("list", "--limit", "2", "--json")).Data.GetProperty("payments").GetArrayLength());
    }

    [Theory]
    [InlineData(240, FindingLevel.Ok)]
    [InlineData(420, FindingLevel.Problem)]
    public async Task Check_is_late_after_five_minutes(int seconds, object level)
    {
        await _shop.TrackAsync("ORDER-1", "PENDING", Ct);
        var configuration = MerchantConfiguration.Load(_shop.Merchant.Folder.Path, null, null);
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddSeconds(seconds));
        var settings = MerchantStore.Find(configuration, null, null);
        await using var connection = TrackerConnection.Open(configuration, settings, clock);

        var findings = await new StoreExamination(connection, settings, clock).RunAsync(Ct);

        Assert.All(findings, finding => Assert.Equal("store", finding.Subject));
        Assert.Equal(["schema", "clock", "isolation", "deliveries", "checks"], findings.Select(finding => finding.Check));
        Assert.Equal((FindingLevel)level, findings[4].Level);
        Assert.All(
            findings.Where(finding => finding.Check is not ("clock" or "checks")),
            finding => Assert.Equal(FindingLevel.Ok, finding.Level));
    }

    [Fact]
    public async Task Connection_has_the_clients_of_the_host_and_the_clock_of_the_command()
    {
        await _shop.TrackAsync("ORDER-1", "PENDING", Ct);
        var configuration = MerchantConfiguration.Load(_shop.Merchant.Folder.Path, null, null);
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddDays(1));
        await using var connection = TrackerConnection.Open(configuration, MerchantStore.Find(configuration, null, null), clock);

        var payment = await connection.RunAsync(
            tracker => tracker.TrackAsync("ppro", TransactionQuery.ByGatewayReference("2001"), cancellationToken: Ct));

        Assert.Equal("ppro", payment.ClientName);
        Assert.InRange(payment.TrackedAt, clock.GetUtcNow().AddMinutes(-1), clock.GetUtcNow().AddMinutes(1));
    }

    // The tables are read, and the settings of the session are not.
    [Theory]
    [InlineData(StoreKind.PostgreSql, "NpgsqlException")]
    [InlineData(StoreKind.MariaDb, "MySqlException")]
    public async Task Settings_that_cannot_be_read_leave_the_isolation_undecided(object kind, string failure)
    {
        await _shop.TrackAsync("ORDER-1", "PENDING", Ct);
        var configuration = MerchantConfiguration.Load(_shop.Merchant.Folder.Path, null, null);
        await using var connection = TrackerConnection.Open(
            configuration, MerchantStore.Find(configuration, null, null), TimeProvider.System);
        using var closed = new ClosedPort();
        var settings = new MerchantStore((StoreKind)kind, $"Host=127.0.0.1;Port={closed.Address.Port};Username=shop");

        var findings = await new StoreExamination(connection, settings, TimeProvider.System).RunAsync(Ct);

        Assert.Equal(["schema", "clock", "isolation", "deliveries", "checks"], findings.Select(finding => finding.Check));
        Assert.Equal(
            ("store", FindingLevel.Undecided, $"The isolation level cannot be read ({failure})."),
            (findings[2].Subject, findings[2].Level, findings[2].Text));
    }

    [Fact]
    public async Task Store_without_payments_has_no_late_check()
    {
        await _shop.TrackAsync("ORDER-1", "PENDING", Ct);
        await RunAsync("stop", "ORDER-1");

        var run = await RunAsync("doctor", "cards");

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Contains("No check is more than five minutes late.", run.Out, StringComparison.Ordinal);
        Assert.Contains("examining cards ...", run.Error, StringComparison.Ordinal);
    }

    private static string Id(TrackedTransaction payment) => payment.Id.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string?> References(CliRun run) =>
        run.Data.GetProperty("payments").EnumerateArray().Select(payment => payment.GetProperty("merchantReference").GetString());

    private Task<CliRun> RunAsync(params string[] args) => _shop.Merchant.RunAsync(args);

    private async Task<JsonElement[]> HistoryAsync(string reference) =>
        [.. (await RunAsync("history", reference, "--json")).Data.GetProperty("changes").EnumerateArray()];
}
