using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>The documented defaults, and what a client declares about its gateway.</summary>
public sealed class ConvergeGateDefaultsTests
{
    [Fact]
    public async Task Client_declares_what_it_supports_and_what_an_answer_reports()
    {
        await using var services = StubGateway.Services("never read");

        var metadata = services.GetRequiredService<ITransactionStatusClient>().Metadata;

        Assert.Equal(("cards", "convergegate"), (metadata.ClientName, metadata.Provider));
        var capabilities = metadata.Capabilities;
        Assert.Equal((true, true), (capabilities.SupportsGatewayReference, capabilities.SupportsMerchantReference));
        Assert.Equal(
            (true, true, true), (capabilities.ReportsAmount, capabilities.ReportsRefunds, capabilities.ReportsChargebacks));
        Assert.Equal((false, false), (capabilities.ReportsFunds, capabilities.ReportsRefundedAmount));
        Assert.Equal(ConvergeGateDefaults.Tracking, capabilities.Tracking);
    }

    [Fact]
    public void Settled_payment_is_checked_for_refunds_and_chargebacks_for_180_days()
    {
        Assert.Equal(
            [
                TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(14), TimeSpan.FromDays(30),
                TimeSpan.FromDays(60), TimeSpan.FromDays(120), TimeSpan.FromDays(180),
            ],
            ConvergeGateDefaults.Tracking.Settled.Ages);
        Assert.Equal(TrackingSchedule.Default, ConvergeGateDefaults.Tracking with { Settled = SettledSchedule.None });
    }

    [Fact]
    public void Options_have_the_documented_defaults()
    {
        var options = new ConvergeGateOptions();

        Assert.Equal(
            (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), 2), (options.AttemptTimeout, options.TotalTimeout, options.MaxRetries));
        Assert.Equal((string.Empty, string.Empty, string.Empty), (options.ApiUser, options.ApiPassword, options.ApiKey));
        Assert.Empty(options.PreviousApiPasswords);
        Assert.Empty(options.PreviousApiKeys);
        Assert.Equal(
            (ConvergeGateAcknowledgementRoot.Unknown, ConvergeGateCarrier.Unknown), (options.AcknowledgementRoot, options.Carrier));
        Assert.Equal((TransactionKind.Purchase, true), (options.DefaultKind, options.RepairAmpersands));
        Assert.False(options.AcceptAnswerWithoutReference);
    }
}
