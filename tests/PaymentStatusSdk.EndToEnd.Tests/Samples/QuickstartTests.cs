namespace PaymentStatusSdk.EndToEnd.Tests.Samples;

public class QuickstartTests
{
    [Fact]
    public async Task Quickstart_prints_every_transaction_and_exits_with_zero()
    {
        using var process = SampleProcess.Start("Quickstart");
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        var rows = output.Split('\n')
            .Count(line => line.Contains("cards ", StringComparison.Ordinal) || line.Contains("ppro ", StringComparison.Ordinal));
        Assert.True(rows >= 12, output);
        string[] texts =
        [
            nameof(PaymentState.Captured), nameof(PaymentState.Pending), nameof(PaymentState.Declined), nameof(PaymentState.Refunded),
            nameof(PaymentState.ChargedBack), nameof(Finality.Provisional), nameof(PaymentState.Unknown), nameof(LookupOutcome.NotFound),
            nameof(LookupOutcome.Mismatch), nameof(FundsState.Awaited),
        ];
        Assert.All(texts, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }
}
