using Spectre.Console;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>Follows one pending payment until it is final, and shows each change.</summary>
internal static class WaitScreen
{
    // Short, since the sample's gateway is simulated; PollingSchedule.Default is for real ones.
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
