using System.Diagnostics;
using PaymentStatusSdk.EndToEnd.Tests.Samples;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>The sample merchant, started as its user does, on a store of the test's choice.</summary>
internal sealed class MerchantWebProcess : IAsyncDisposable
{
    // Expires only on an error, also on a busy machine.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private Task? _restOfOutput;

    private MerchantWebProcess(Uri address, string connectionString)
    {
        Address = address;
        _process = SampleProcess.Start(
            "MerchantWeb", "--urls", address.GetLeftPart(UriPartial.Authority), "--ConnectionStrings:Payments", connectionString);
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public Uri Address { get; }

    /// <summary>Starts the process and waits until it accepts payments.</summary>
    public static async Task<MerchantWebProcess> StartAsync(string connectionString)
    {
        // The sample needs to know its port before it listens: it is part of the address that it gives to a gateway.
        var merchant = new MerchantWebProcess(new Uri($"http://127.0.0.1:{FreePort.Find()}"), connectionString);
        try
        {
            await merchant.WaitUntilStartedAsync();
            return merchant;
        }
        catch
        {
            await merchant.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the process like a crash, so that nothing is written at the end, and waits until its workers have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        // The workers write to the same pipe: its end is the end of the last of them.
        await _errors.WaitAsync(TimeToEnd);
        if (_restOfOutput is not null) await _restOfOutput;
        _process.Dispose();
    }

    private async Task WaitUntilStartedAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            // The host's own line comes before the gateways know where to send notifications.
            if (!line.Contains("The shop is open", StringComparison.Ordinal)) continue;
            // Keep reading, or the sample blocks on a full pipe.
            _restOfOutput = _process.StandardOutput.ReadToEndAsync();
            return;
        }

        throw new InvalidOperationException($"The sample ended before it was open: {await _errors}");
    }
}
