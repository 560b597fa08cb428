namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>Status codes are secondary facts: they explain the state or contradict it, and never replace it.</summary>
public sealed class ConvergeGateCodeTests
{
    /// <summary>Code, a matching state, and their reason; no state if the code is ambiguous.</summary>
    public static TheoryData<string, string, FailureReason> Agreeing => new()
    {
        { "101", "CAPTURED", FailureReason.None },
        { "102", "AUTHORIZED", FailureReason.None },
        { "103", "PENDING", FailureReason.None },
        { "107", "PENDING", FailureReason.None },
        { "108", "PENDING", FailureReason.None },
        { "201", "DECLINED", FailureReason.RemoteDeclined },
        { "202", "DECLINED", FailureReason.GatewayDeclined },
        { "203", "DECLINED", FailureReason.GatewayDeclined },
        { "204", "DECLINED", FailureReason.GatewayDeclined },
        { "211", "DECLINED", FailureReason.TimedOut },
        { "251", "CANCELED", FailureReason.MerchantCanceled },
        { "252", "PENDING", FailureReason.None },
        { "253", "PENDING", FailureReason.None },
        { "254", "CANCELED_AUTO", FailureReason.MerchantCanceled },
        { "301", "REFUNDED", FailureReason.None },
        { "302", "REFUND PENDING", FailureReason.None },
        { "306", "REFUND_PENDING", FailureReason.None },
        { "350", "CHARGEBACK", FailureReason.None },
        { "351", "CHARGEBACK", FailureReason.None },
        { "400", "CREDITED", FailureReason.None },
        { "450", "DECLINED", FailureReason.GatewayDeclined },
        { "451", "DECLINED", FailureReason.RemoteDeclined },
        { "501", "DECLINED", FailureReason.RemoteDeclined },
        { "502", "DECLINED", FailureReason.RemoteDeclined },
        { "503", "DECLINED", FailureReason.RemoteDeclined },
        { "504", "DECLINED", FailureReason.RemoteDeclined },
        { "505", "DECLINED", FailureReason.RemoteDeclined },
        { "901", "ERROR", FailureReason.RemoteError },
    };

    private static readonly string[] States =
    [
        "AUTHORIZED", "CAPTURED", "DECLINED", "PENDING", "CANCELED", "CANCELED_AUTO", "ERROR", "REVERSED", "REFUNDED", "REFUND PENDING",
        "CHARGEBACK", "CREDITED",
    ];

    public static TheoryData<string> AllCodes => [.. Agreeing.Select(row => row.Data.Item1), "190", "304"];

    [Theory]
    [MemberData(nameof(Agreeing))]
    public void Agreeing_code_explains_the_state(string code, string state, FailureReason reason)
    {
        var plain = Answers.Read(Answers.Xml(state));

        var reading = Answers.Read(Answers.Xml(state, errorCode: code));

        Assert.Equal((plain.State, plain.Finality, reason), (reading.State, reading.Finality, reading.Reason));
        Assert.Equal(code, reading.Answer.Code);
        Assert.Empty(reading.Anomalies);
    }

    // Code 190 reports that a part of a charge succeeded, 304 that a part was refunded. No state says either, so all are contradicted.
    [Theory]
    [MemberData(nameof(AllCodes))]
    public void Code_contradicts_every_state_that_says_something_else_and_the_state_takes_precedence(string code)
    {
        var meaning = Agreeing.Where(row => row.Data.Item1 == code).Select(row => Answers.Read(Answers.Xml(row.Data.Item2)).State).ToList();

        foreach (var plain in States.Select(state => Answers.Read(Answers.Xml(state))).Where(plain => !meaning.Contains(plain.State)))
        {
            var reading = Answers.Read(Answers.Xml(plain.Answer.State, errorCode: code));

            Assert.Equal((plain.State, plain.Finality, plain.Reason), (reading.State, reading.Finality, reading.Reason));
            Assert.Equal([StatusAnomalyKind.ContradictoryFields], reading.Kinds());
        }
    }

    [Theory]
    [InlineData("DECLINED", "101", PaymentState.Declined, FailureReason.Unspecified)]
    [InlineData("CAPTURED", "201", PaymentState.Captured, FailureReason.None)]
    [InlineData("CAPTURED", "304", PaymentState.Captured, FailureReason.None)]
    [InlineData("REFUNDED", "304", PaymentState.Refunded, FailureReason.None)]
    [InlineData("PENDING", "101", PaymentState.Pending, FailureReason.None)]
    [InlineData("ERROR", "101", PaymentState.Failed, FailureReason.GatewayError)]
    [InlineData("CANCELED", "252", PaymentState.Canceled, FailureReason.MerchantCanceled)]
    public void Contradicting_code_keeps_the_reason_of_the_state(string state, string code, PaymentState expected, FailureReason reason)
    {
        var reading = Answers.Read(Answers.Xml(state, errorCode: code));

        Assert.Equal((expected, reason), (reading.State, reading.Reason));
        Assert.Equal([StatusAnomalyKind.ContradictoryFields], reading.Kinds());
    }

    [Theory]
    [MemberData(nameof(AllCodes))]
    public void Code_without_a_state_gives_no_state(string code)
    {
        Answers.Refused(Answers.Xml(state: null, errorCode: code));
        Assert.Equal(PaymentState.Unknown, Answers.Read(Answers.Xml("SETTLED", errorCode: code)).State);
        Assert.Equal(PaymentState.Unknown, Answers.Read(Answers.Xml("PARTIAL_SUCCESS", errorCode: code)).State);
    }
}
