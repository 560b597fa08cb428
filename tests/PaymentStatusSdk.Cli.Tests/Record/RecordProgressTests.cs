using PaymentStatusSdk.Cli.Tests.Queries;

namespace PaymentStatusSdk.Cli.Tests.Record;

public class RecordProgressTests
{
    [Fact]
    public async Task Reference_that_is_a_secret_by_mistake_is_not_shown()
    {
        await using var merchant = await SimulatedMerchant.StartAsync(TestContext.Current.CancellationToken);
        var folder = Path.Combine(merchant.Folder.Path, "recording");

        var run = await merchant.RunAsync("record", "cards", merchant.Cards.ApiPassword, "--output", folder);

        Assert.Contains("querying [secret] ...", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(SimulatedMerchant.Canary, run.Error, StringComparison.Ordinal);
    }
}
