using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

public sealed class DesjardinsFormatTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Shape_can_be_replaced_for_one_client_or_for_all(bool isKeyed)
    {
        await using var host = await DesjardinsHost.StartAsync(
            simulated => (simulated.Envelope, simulated.TransactionContainer, simulated.TransactionElement) = ("status", null, "trx"),
            services: services =>
            {
                if (isKeyed) services.AddKeyedSingleton<IDesjardinsStatusFormat, VerbFormat>(Account.Client);
                else services.AddSingleton<IDesjardinsStatusFormat, VerbFormat>();
            });
        host.Approve("T1", "T2");

        var results = await Task.WhenAll(await DesjardinsCoalescingTests.EnqueueAsync(host, "T1", "T2"));

        Assert.All(results, result => Assert.Equal(PaymentState.Captured, result.State));
        Assert.Equal((1, 2), (host.Gateway.Exchanges, host.Gateway.TransactionsQueried));
    }

    [Fact(Timeout = 60_000)]
    public async Task Logs_and_results_carry_no_secret()
    {
        var logs = new LogCollector();
        await using var host = await DesjardinsHost.StartAsync(
            options => options.UnknownTransaction = DipsUnknownTransaction.RefuseRequest,
            services: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)));
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedDipsFault.CallbackTwice);

        var result = await host.QueryAsync("T1");
        var failures = (await DesjardinsCoalescingTests.EnqueueAsync(host, "bad1", "bad2")).Select(
            task => Assert.ThrowsAsync<TransactionStatusException>(() => task));
        var texts = (await Task.WhenAll(failures)).Select(exception => exception.ToString())
            .Concat(logs.Lines.Select(line => line.ToString())).Append(result.ToString()).Append(result.Answer.ToString()).ToArray();

        // The merchant receives it shortly before the simulator has read the answer.
        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);
        var token = host.Gateway.Deliveries[0].Url.Segments[^1];
        Assert.Contains(logs.Lines, line => line.EventId.Id == 2203);
        Assert.All(texts, text => Assert.DoesNotContain(Account.MerchantKey, text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("SIMULATED HOLDER", text, StringComparison.Ordinal));
    }

    /// <summary>A rival shape of PROTOCOL.md: a verb element, as login and confirm have one, and bare targets.</summary>
    private sealed class VerbFormat : IDesjardinsStatusFormat
    {
        public void Write(RequestBuffer buffer, DesjardinsStatusRequest request)
        {
            var targets = string.Concat(request.MerchantReferences.Select(target => $"<trx id=\"{target}\"/>"));
            buffer.Write($"<request><merchant id=\"{request.Options.MerchantId}\" key=\"{request.Options.MerchantKey}\"><status>"
                + $"<transaction id=\"{request.TransactionId}\" key=\"{request.TransactionKey}\" type=\"status\">{targets}<urls>"
                + "<url name=\"response\">"
                + $"<path>{request.ResponseUrl}</path></url></urls></transaction></status></merchant></request>");
        }
    }
}
