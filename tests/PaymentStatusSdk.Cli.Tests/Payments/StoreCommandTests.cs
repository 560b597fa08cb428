using System.Globalization;
using PaymentStatusSdk.Cli.Tests.Queries;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Tests.Payments;

/// <summary>The commands on a store, for every kind of store.</summary>
public abstract class StoreCommandTests : IAsyncLifetime
{
    private protected TrackedShop Shop { get; set; } = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Gets what the doctor says about the transactions of the database.</summary>
    protected abstract string Isolation { get; }

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Shop?.DisposeAsync() ?? default;
    }

    [Fact]
    public async Task List_has_the_payments_newest_first_and_filters_them()
    {
        await Shop.TrackAsync("ORDER-1", "CAPTURED", Ct);
        await Shop.TrackAsync("ORDER-2", "PENDING", Ct);
        await Shop.WorkAsync(Ct);

        var all = await RunAsync("list", "--json");
        var pending = await RunAsync("list", "--state", "pending", "--client", "cards", "--json");
        var page = await RunAsync("list", "--limit", "1", "--json");
        var rest = await RunAsync("list", "--after", page.Data.GetProperty("next").GetRawText(), "--json");

        Assert.Equal(["ORDER-2", "ORDER-1"], References(all));
        Assert.Equal(["ORDER-2"], References(pending));
        Assert.Equal(["ORDER-2"], References(page));
        Assert.Equal(["ORDER-1"], References(rest));
        Assert.Equal("Success", all.Data.GetProperty("payments")[1].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task History_has_the_changes_and_their_delivery()
    {
        await Shop.TrackAsync("ORDER-1", "CAPTURED", Ct);
        await Shop.WorkAsync(Ct);

        var json = await RunAsync("history", "ORDER-1", "--json");
        var text = await RunAsync("history", "gate-ORDER-1");

        Assert.Equal(ExitCode.Success, json.Code);
        var change = json.Data.GetProperty("changes")[0];
        Assert.Equal("Changed", change.GetProperty("kind").GetString());
        Assert.Equal("Captured", change.GetProperty("state").GetString());
        Assert.Equal("Delivered", change.GetProperty("delivery").GetString());
        Assert.Contains("ORDER-1", text.Out, StringComparison.Ordinal);
        Assert.Contains("Delivered", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_examines_the_store()
    {
        await Shop.TrackAsync("ORDER-1", "PENDING", Ct);

        var run = await RunAsync("doctor", "cards", "--json");

        var findings = run.Data.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("subject").GetString() == "store").ToArray();
        Assert.Equal(
            ["schema", "clock", "isolation", "deliveries", "checks"],
            findings.Select(finding => finding.GetProperty("check").GetString()));
        Assert.All(findings, finding => Assert.Equal("Ok", finding.GetProperty("level").GetString()));
        Assert.Contains(Isolation, findings[2].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_makes_a_worker_of_the_host_check_again()
    {
        await Shop.TrackAsync("ORDER-1", "CAPTURED", Ct);
        await Shop.WorkAsync(Ct);
        var before = Shop.Merchant.Cards.ReceivedCount;

        var run = await RunAsync("check", "ORDER-1");
        await Shop.WorkAsync(Ct);

        Assert.True(run.Code == ExitCode.Success, run.Error);
        Assert.Equal(before + 1, Shop.Merchant.Cards.ReceivedCount);
    }

    [Fact]
    public async Task Stopped_payment_is_neither_checked_nor_stopped_again()
    {
        var payment = await Shop.TrackAsync("ORDER-1", "PENDING", Ct);
        var id = payment.Id.ToString(CultureInfo.InvariantCulture);

        var stop = await RunAsync("stop", "--id", id, "--json");
        var again = await RunAsync("stop", "--id", id);
        var check = await RunAsync("check", "--id", id);

        Assert.Equal((ExitCode.Success, ExitCode.Refused, ExitCode.Refused), (stop.Code, again.Code, check.Code));
        Assert.Equal(payment.Id, stop.Data.GetProperty("paymentId").GetInt64());
        Assert.Equal(TrackingStatus.Stopped, (await Shop.Tracker.GetAsync(payment.Id, Ct))?.Status);
    }

    [Fact]
    public async Task Parked_change_is_delivered_again()
    {
        Shop.IsBroken = true;
        await Shop.TrackAsync("ORDER-1", "CAPTURED", Ct);
        await Shop.WorkAsync(Ct);
        var parked = (await RunAsync("history", "ORDER-1", "--json")).Data.GetProperty("changes")[0];
        Shop.IsBroken = false;

        var run = await RunAsync("redeliver", parked.GetProperty("id").GetString()!);
        await Shop.WorkAsync(Ct);
        var delivered = (await RunAsync("history", "ORDER-1", "--json")).Data.GetProperty("changes")[0];
        var again = await RunAsync("redeliver", parked.GetProperty("id").GetString()!);

        Assert.Equal("Parked", parked.GetProperty("delivery").GetString());
        Assert.Contains("InvalidOperationException", parked.GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Equal((ExitCode.Success, ExitCode.Refused), (run.Code, again.Code));
        Assert.Equal("Delivered", delivered.GetProperty("delivery").GetString());
    }

    [Theory]
    [InlineData("history ORDER-404", ExitCode.NoSuchRecord)]
    [InlineData("check --id 404", ExitCode.NoSuchRecord)]
    [InlineData("stop", ExitCode.UsageError)]
    [InlineData("stop ORDER-1 --id 1", ExitCode.UsageError)]
    [InlineData("list --limit 0", ExitCode.UsageError)]
    [InlineData("list --state paid", ExitCode.UsageError)]
    [InlineData("redeliver 7", ExitCode.UsageError)]
    [InlineData("redeliver 11111111-1111-1111-1111-111111111111", ExitCode.NoSuchRecord)]
    [InlineData("list --connection Nowhere", ExitCode.ConfigurationError)]
    public async Task Wrong_call_has_its_exit_code(string line, object code)
    {
        await Shop.TrackAsync("ORDER-2", "PENDING", Ct);

        var run = await RunAsync(line.Split(' '));

        Assert.True((ExitCode)code == run.Code, run.Out + run.Error);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Number_of_a_payment_of_another_client_is_not_found()
    {
        var payment = await Shop.TrackAsync("ORDER-1", "PENDING", Ct);
        var id = payment.Id.ToString(CultureInfo.InvariantCulture);

        var other = await RunAsync("stop", "--id", id, "--client", "ppro");
        var both = await RunAsync("stop", "ORDER-1", "--id", id);
        var own = await RunAsync("stop", "--id", id, "--client", "Cards");

        Assert.Equal((ExitCode.NoSuchRecord, ExitCode.UsageError, ExitCode.Success), (other.Code, both.Code, own.Code));
        Assert.Contains("Name either its reference or --id", both.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payment_is_resolved_by_hand_once()
    {
        var payment = await Shop.TrackAsync("ORDER-1", "PENDING", Ct);
        string[] line = ["resolve", "ORDER-1", "--reason", "Refunded at the bank", "--by", "Erika"];

        var blank = await RunAsync("resolve", "ORDER-1", "--reason", " ", "--by", "Erika");
        var unnamed = await RunAsync("resolve", "ORDER-1", "--reason", "Refunded");
        var run = await RunAsync([.. line, "--json"]);
        var again = await RunAsync(line);
        var resolved = (await Shop.Tracker.GetAsync(payment.Id, Ct))?.Resolution;

        Assert.Equal(
            (ExitCode.UsageError, ExitCode.UsageError, ExitCode.Success, ExitCode.Refused),
            (blank.Code, unnamed.Code, run.Code, again.Code));
        Assert.Equal(payment.Id, run.Data.GetProperty("paymentId").GetInt64());
        Assert.Equal(("Refunded at the bank", "Erika"), (resolved?.Reason, resolved?.ResolvedBy));
    }

    [Fact]
    public async Task Check_of_a_completed_payment_says_that_tracking_starts_again()
    {
        var payment = await Shop.TrackAsync("ORDER-1", "DECLINED", Ct);
        await Shop.WorkAsync(Ct);
        var before = await Shop.Tracker.GetAsync(payment.Id, Ct);

        var completed = await RunAsync("check", "ORDER-1");
        var active = await RunAsync("check", "ORDER-1");

        Assert.Equal(TrackingStatus.Completed, before?.Status);
        Assert.Contains("tracked again, with the default schedule of the tool", completed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("tracked again", active.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_or_control_character_reaches_the_output()
    {
        Shop.IsBroken = true;
        await Shop.TrackAsync("A\u202e[red]", "CAPTURED", Ct);
        await Shop.WorkAsync(Ct);
        var id = (await Shop.Tracker.ListAsync(new TrackedFilter(), Ct)).Items[0].Id.ToString(CultureInfo.InvariantCulture);

        foreach (var line in new[] { "list", "list --json", $"history --id {id}", $"history --id {id} --json", $"check --id {id}" })
        {
            var run = await RunAsync(line.Split(' '));
            var output = run.Out + run.Error;
            Assert.Equal(ExitCode.Success, run.Code);
            Assert.DoesNotContain(SimulatedMerchant.Canary, output, StringComparison.Ordinal);
            Assert.DoesNotContain(output, character => char.IsControl(character) && character is not '\n' and not '\r');
            Assert.DoesNotContain('\u202e', output);
        }
    }

    private protected Task<CliRun> RunAsync(params string[] args) => Shop.Merchant.RunAsync(args);

    private static IEnumerable<string?> References(CliRun run) =>
        run.Data.GetProperty("payments").EnumerateArray().Select(payment => payment.GetProperty("merchantReference").GetString());
}
