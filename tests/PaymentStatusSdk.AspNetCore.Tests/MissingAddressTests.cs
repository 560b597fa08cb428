using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.AspNetCore.Tests;

public sealed class MissingAddressTests
{
    [Fact]
    public async Task Web_host_without_mapped_addresses_logs_a_warning_at_start_with_the_clients_and_the_missing_call()
    {
        await using var host = await MerchantHost.StartAsync(isMapped: false);

        var line = Assert.Single(host.Log.Lines, line => line.EventId.Id is 1221 or 1222);
        Assert.Equal((1222, LogLevel.Warning), (line.EventId.Id, line.Level));
        Assert.Contains("'cards', 'ppro'", line.Message, StringComparison.Ordinal);
        Assert.Contains("MapPaymentStatusCallbacks()", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("silent", line.Message, StringComparison.Ordinal);
        Assert.False(host.Services.GetRequiredService<CallbackEndpointState>().AreMapped);
    }

    [Fact]
    public async Task Web_host_with_mapped_addresses_logs_no_warning()
    {
        await using var host = await MerchantHost.StartAsync();

        Assert.DoesNotContain(host.Log.Lines, line => line.EventId.Id is 1221 or 1222);
        Assert.True(host.Services.GetRequiredService<CallbackEndpointState>().AreMapped);
    }
}
