using System.Text.Json.Nodes;
using PaymentStatusSdk.Cli.Tests.Queries;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>The references of the line, what is shown of them, and a recording that cannot be replayed.</summary>
public sealed class RecordProgressTests : IAsyncLifetime
{
    private SimulatedMerchant _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_merchant.Folder.Path, "recording");

    public async ValueTask InitializeAsync() => _merchant = await SimulatedMerchant.StartAsync(Ct);

    public ValueTask DisposeAsync() => _merchant.DisposeAsync();

    [Fact]
    public async Task Reference_that_is_a_secret_by_mistake_is_not_shown()
    {
        var run = await _merchant.RunAsync("record", "cards", _merchant.Cards.ApiPassword, "--output", Folder);

        Assert.Contains("querying [secret] ...", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(SimulatedMerchant.Canary, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_is_recorded_once_and_its_capitals_count()
    {
        _merchant.PutCard("ORDER-1", "CAPTURED");

        var run = await _merchant.RunAsync("record", "cards", "ORDER-1", "order-1", "ORDER-1", "--output", Folder);

        Assert.Equal(
            "querying ORDER-1 ...\nquerying order-1 ...\nreplaying the recording ...\n", run.Error.ReplaceLineEndings("\n"));
        Assert.StartsWith(
            "ORDER-1: Captured, recorded as AAAAA-1 (exchanges: 1)\norder-1: NotFound, recorded as aaaaa-2 (exchanges: 1)\n"
            + $"Recorded in {Folder}, and",
            run.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(["AAAAA-1", "aaaaa-2"], GatewayRecording.Load(Folder).Queries.Select(query => query.MerchantReference));
    }

    [Fact]
    public async Task Reference_of_the_gateway_is_shown_with_the_recorded_one()
    {
        _merchant.Ppro.Put(new SimulatedPproTransaction { TxId = "T7001", Status = "PENDING" });

        var run = await _merchant.RunAsync("record", "ppro", "T7001", "--by-gateway", "--output", Folder, "--json");

        Assert.Equal("Success", run.Document.GetProperty("exit").GetString());
        Assert.Equal(Folder, run.Data.GetProperty("folder").GetString());
        var query = Assert.Single(run.Data.GetProperty("queries").EnumerateArray());
        Assert.Equal(
            ("T7001", "A0001", "Pending", 1),
            (query.GetProperty("reference").GetString(), query.GetProperty("recordedAs").GetString(),
                query.GetProperty("reading").GetString(), query.GetProperty("exchanges").GetInt32()));
    }

    // The state is masked, because it equals a secret of the client.
    [Fact]
    public async Task Recording_with_another_reading_is_not_written()
    {
        _merchant.PutCard("ORDER-1", "ERROR");
        _merchant.Set("Cards", "PreviousApiKeys", new JsonArray("ERROR"));

        var run = await _merchant.RunAsync("record", "cards", "ORDER-1", "--output", Folder);

        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains(
            "Nothing was written: without its secrets, the recording is read differently. ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }
}
