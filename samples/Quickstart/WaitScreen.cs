using Spectre.Console;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>Waits until one pending payment is final, and shows the first and the last result.</summary>
internal static class WaitScreen
{
    // Short because the gateway of this sample is simulated. Use PollingSchedule.Default for real gateways.
    private static readonly PollingSchedule Schedule = new(TimeSpan.FromMilliseconds(200)) { MaxDuration = TimeSpan.FromSeconds(30) };

    public static async Task<bool> RunAsync(ITransactionStatusClient client, string txId)
    {
        var query = TransactionQuery.ByGatewayReference(txId);
        var table = new StatusTable();
        table.Add(client.Metadata.ClientName, new TransactionStatusLookup { Query = query, Result = await client.GetStatusAsync(query) });
        var final = await client.WaitForFinalStatusAsync(query, Schedule);
        table.Add(client.Metadata.ClientName, new TransactionStatusLookup { Query = query, Result = final });
        table.Show();
        AnsiConsole.WriteLine($"The payment's verdict: {final.Verdict}");
        return final is { State: PaymentState.Captured, Finality: Finality.Final, Funds: FundsState.Received };
    }
}
