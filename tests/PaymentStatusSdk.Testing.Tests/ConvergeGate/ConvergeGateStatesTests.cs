using PaymentStatusSdk.Simulators.ConvergeGate;

namespace PaymentStatusSdk.Testing.Tests.ConvergeGate;

/// <summary>The life cycle of a card transaction and its notifications, without a gateway.</summary>
public sealed class ConvergeGateStatesTests
{
    private static readonly string[] States =
    [
        "PENDING", "AUTHORIZED", "CAPTURED", "DECLINED", "ERROR", "CANCELED", "CANCELED_AUTO", "REVERSED", "REFUND_PENDING", "REFUNDED",
        "CHARGEBACK", "CREDITED",
    ];

    [Fact]
    public void Only_listed_moves_are_possible()
    {
        string[] expected =
        [
            "PENDING>AUTHORIZED", "PENDING>CAPTURED", "PENDING>DECLINED", "PENDING>ERROR", "AUTHORIZED>CAPTURED", "AUTHORIZED>CANCELED",
            "AUTHORIZED>CANCELED_AUTO", "AUTHORIZED>REVERSED", "CAPTURED>REVERSED", "CAPTURED>REFUND_PENDING", "CAPTURED>REFUNDED",
            "CAPTURED>CHARGEBACK", "REFUND_PENDING>CAPTURED", "REFUND_PENDING>REFUNDED",
        ];

        var moves = States.SelectMany(one => States.Where(two => one != two && CanMove(one, two)).Select(two => $"{one}>{two}"));
        Assert.Equal(expected, moves);
        Assert.All(States, one => Assert.True(CanMove(one, one)));
        Assert.True(CanMove(" captured", "refund pending "));
        Assert.True(CanMove("NEWS", "news"));
        Assert.False(CanMove("NEWS", "CAPTURED"));
    }

    [Fact]
    public void Notification_850_reports_no_refunds_credits_and_chargebacks()
    {
        Assert.Equal(
            ["REFUND_PENDING", "REFUNDED", "CHARGEBACK", "CREDITED"], States.Where(one => !ConvergeGateStates.IsReportedBy850(one)));
        Assert.False(ConvergeGateStates.IsReportedBy850(" Refund Pending"));
        Assert.True(ConvergeGateStates.IsReportedBy850(""));
    }

    [Theory]
    [InlineData(true, "CAPTURED", true)]
    [InlineData(true, "REFUNDED", false)]
    [InlineData(false, "CAPTURED", false)]
    public async Task Move_is_reported_if_configured_and_possible(bool notifiesOnMove, string state, bool isReported)
    {
        await using var gateway = await ConvergeGateSimulator.StartAsync(
            new ConvergeGateSimulatorOptions { NotifyOnMove = notifiesOnMove }, TestContext.Current.CancellationToken);

        Assert.Equal(isReported, gateway.Reports(state));
    }

    private static bool CanMove(string source, string target)
    {
        try
        {
            ConvergeGateStates.Check(source, target);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
