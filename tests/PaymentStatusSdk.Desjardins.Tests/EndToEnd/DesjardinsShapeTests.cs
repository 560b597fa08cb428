using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Every form in which the gateway may answer, since the real one is not public.</summary>
public sealed class DesjardinsShapeTests
{
    public static TheoryData<DipsLayout, DipsStep3Reply, DipsStep4Order> Shapes
    {
        get
        {
            var data = new TheoryData<DipsLayout, DipsStep3Reply, DipsStep4Order>();
            foreach (var layout in Enum.GetValues<DipsLayout>())
            {
                foreach (var order in Enum.GetValues<DipsStep4Order>())
                {
                    data.Add(layout, DipsStep3Reply.Empty, order);
                    data.Add(layout, DipsStep3Reply.Acknowledgement, order);
                }

                data.Add(layout, DipsStep3Reply.HeldOpen, DipsStep4Order.After);
                data.Add(layout, DipsStep3Reply.FullResult, DipsStep4Order.After);
            }

            return data;
        }
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Shapes))]
    public async Task Shape_is_read(DipsLayout layout, DipsStep3Reply reply, DipsStep4Order order)
    {
        await using var host = await DesjardinsHost.StartAsync(
            options => (options.Layout, options.Step3Reply, options.Step4Order) = (layout, reply, order), clock: new ManualTimeProvider());
        host.Gateway.Put(SimulatedDipsTransaction.Of("T1", DipsOutcome.Approved));
        host.Gateway.Put(SimulatedDipsTransaction.Of("T2", DipsOutcome.NotCompleted));
        host.Gateway.Put(SimulatedDipsTransaction.Of("T3", DipsOutcome.Canceled));
        host.Gateway.Put(SimulatedDipsTransaction.Of("T4", DipsOutcome.Declined));

        var results = await Task.WhenAll(await DesjardinsCoalescingTests.EnqueueAsync(host, "T1", "T2", "T3", "T4"));

        Assert.Equal(
            [PaymentState.Captured, PaymentState.Failed, PaymentState.Canceled, PaymentState.Declined],
            results.Select(result => result.State));
        Assert.Equal((1, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Approval_of_a_transaction_without_a_kind_explains_its_Unknown_verdict()
    {
        await using var host = await DesjardinsHost.StartAsync(clock: new ManualTimeProvider());
        host.Approve("T1");

        var client = host.Services.GetRequiredKeyedService<ITransactionStatusClient>(Account.Client);
        var result = await client.GetStatusAsync(TransactionQuery.ByMerchantReference("T1"), TestContext.Current.CancellationToken);

        Assert.Equal((PaymentState.Approved, PaymentVerdict.Unknown), (result.State, result.Verdict));
        Assert.Equal([StatusAnomalyKind.MissingKind], result.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("response root")]
    [InlineData("utf-8")]
    [InlineData("no echo")]
    [InlineData("form type")]
    [InlineData("result and callback")]
    public async Task Variant_is_read(string variant)
    {
        await using var host = await DesjardinsHost.StartAsync(options =>
        {
            switch (variant)
            {
                case "response root": (options.ResponseRoot, options.InputAttribute) = (true, false); break;
                case "utf-8": options.Utf8 = true; break;
                case "no echo": options.EchoUrls = false; break;
                case "form type": options.CallbackContentType = "application/x-www-form-urlencoded"; break;
                default: (options.Step3Reply, options.CallBackAfterFullResult) = (DipsStep3Reply.FullResult, true); break;
            }
        });
        host.Gateway.Put(SimulatedDipsTransaction.Of("T1", DipsOutcome.Approved) with { ReceiptText = "APPROUVÉE - MERCI" });

        var result = await host.QueryAsync("T1");

        Assert.Equal((PaymentState.Captured, "APPROUVÉE - MERCI"), (result.State, result.Answer.Message));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("names")]
    [InlineData("no container")]
    [InlineData("currency")]
    [InlineData("parameter")]
    [InlineData("empty acknowledgement")]
    public async Task Names_follow_the_options(string variant)
    {
        await using var host = await DesjardinsHost.StartAsync(
            simulated =>
            {
                switch (variant)
                {
                    case "names":
                        (simulated.StatusType, simulated.TransactionContainer, simulated.TransactionElement) = ("etat", "cibles", "trx");
                        (simulated.TransactionIdAttribute, simulated.LanguageElement) = ("ref", "langue");
                        break;
                    case "no container": simulated.TransactionContainer = null; break;
                    case "currency": simulated.RequireCurrency = true; break;
                    case "empty acknowledgement": simulated.Acknowledgement = DipsAcknowledgement.Empty; break;
                }
            },
            options =>
            {
                switch (variant)
                {
                    case "names":
                        (options.StatusType, options.TransactionContainer, options.TransactionElement) = ("etat", "cibles", "trx");
                        (options.TransactionIdAttribute, options.LanguageElement, options.Language) = ("ref", "langue", "en");
                        break;
                    case "no container": options.TransactionContainer = ""; break;
                    case "currency": options.IncludeCurrency = true; break;
                    case "parameter": options.TokenAsParameter = true; break;
                    default: options.AcknowledgeWithXml = false; break;
                }
            });
        host.Approve("T1");

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);

        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);
        Assert.True(Assert.Single(host.Gateway.Deliveries).Accepted);
    }

    [Fact(Timeout = 60_000)]
    public async Task Language_of_the_options_applies_to_the_answer()
    {
        await using var host = await DesjardinsHost.StartAsync(change: options => options.Language = "en");
        host.Approve("T1");

        Assert.Equal("EN", (await host.QueryAsync("T1")).Answer.Fields["language"]);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(DipsYoungTransaction.Omit)]
    [InlineData(DipsYoungTransaction.Stale)]
    public async Task Young_transaction_is_pending(DipsYoungTransaction form)
    {
        var clock = new ManualTimeProvider();
        await using var host = await DesjardinsHost.StartAsync(options => options.YoungTransaction = form, clock: clock);
        host.Gateway.Put(SimulatedDipsTransaction.Of("T1", DipsOutcome.Approved) with { SubmittedAt = clock.GetUtcNow() });
        var query = TransactionQuery.ByMerchantReference("T1") with { Kind = TransactionKind.Purchase, SubmittedAt = clock.GetUtcNow() };

        var pending = host.Client.GetStatusAsync(query, TestContext.Current.CancellationToken);
        if (form == DipsYoungTransaction.Omit)
            await clock.AdvanceWhenScheduledAsync(DesjardinsDefaults.MissingTransactionsGrace, TestContext.Current.CancellationToken);
        var early = await pending;
        clock.Advance(TimeSpan.FromMinutes(2));
        var later = await host.Client.GetStatusAsync(query, TestContext.Current.CancellationToken);

        Assert.Equal((PaymentState.Pending, StatusAnomalyKind.TooEarly), (early.State, Assert.Single(early.Anomalies).Kind));
        Assert.Equal(PaymentState.Captured, later.State);
    }
}
