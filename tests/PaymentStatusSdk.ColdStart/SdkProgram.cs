using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.ColdStart;

/// <summary>This SDK as the readme registers it.</summary>
internal static class SdkProgram
{
    public static async Task RunAsync(string gateway, Uri address, Stages stages)
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => Add(gateways, gateway, address));
        await using var provider = services.BuildServiceProvider();
        stages.End("registered");
        var client = provider.GetRequiredService<ITransactionStatusClient>();
        stages.End("resolved");
        await QueryAsync(client, gateway);
        stages.End("first-answer");
        await QueryAsync(client, gateway);
        stages.End("second-answer");
    }

    private static void Add(PaymentStatusBuilder gateways, string gateway, Uri address)
    {
        if (gateway == "ppro")
        {
            gateways.AddPpro(gateway, options =>
            {
                options.Endpoint = address;
                options.Login = "testclient";
                options.Password = "test123";
                options.ContractId = "TESTCONTRACT";
            });
        }
        else
        {
            gateways.AddConvergeGate(gateway, options =>
            {
                options.Endpoint = address;
                options.ApiUser = "simUser01";
                options.ApiPassword = "simPass-9f3a";
                options.ApiKey = "KEY-0000-1111-2222-333344445555";
            });
        }
    }

    private static async Task QueryAsync(ITransactionStatusClient client, string gateway)
    {
        var result = await client.GetStatusAsync(
            TransactionQuery.ByGatewayReference(gateway == "ppro" ? SampleRequests.TxId : SampleRequests.GatewayReference));
        if (result.Verdict != PaymentVerdict.Success) throw new InvalidOperationException("Not paid.");
    }
}
