using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>The predefined results, field by field.</summary>
public sealed class DipsOutcomeTests
{
    private static readonly SimulatedDipsTransaction Approved = new()
    {
        Id = "A",
        Approved = "yes",
        IsPending = false,
        Amount = 1000,
        Currency = "CAD",
        CurrencyText = "CAD $ ",
        EffectiveDate = "260103",
        TerminalId = "00012345",
        EcrNumber = "00000001",
        CardHolderName = "SIMULATED HOLDER",
        TransactionCode = "0",
        ConditionCode = "1",
        IsoCode = "00",
        HostCode = "000",
        ActionCode = "1",
        CardType = "VISA",
        BatchNo = "001",
        SequenceNo = "0010010010",
        ProcessInfo = "T@1",
        AuthorizationNo = "012345",
        ReceiptText = "APPROUVEE - MERCI",
        Receipt = "1SIMULATED RECEIPT\n0TERMINAL 00012345\n1APPROUVEE - MERCI",
    };

    private static readonly SimulatedDipsTransaction NotCompleted = Approved with
    {
        Approved = "no",
        Amount = null,
        ConditionCode = "117",
        IsoCode = "",
        HostCode = "",
        BatchNo = "",
        SequenceNo = "",
        AuthorizationNo = "",
        ReceiptText = "TRANSACTION NON COMPLETEE",
        Receipt = "1SIMULATED RECEIPT\n0XX T@1\n1TRANSACTION NON COMPLETEE",
    };

    public static TheoryData<DipsOutcome, SimulatedDipsTransaction> Outcomes => new()
    {
        { DipsOutcome.Approved, Approved },
        { DipsOutcome.NotCompleted, NotCompleted },
        { DipsOutcome.Canceled, NotCompleted with
            {
                Amount = 1000,
                ConditionCode = "103",
                TerminalId = "-",
                EcrNumber = "-",
                CardHolderName = "",
                CardType = null,
                EffectiveDate = null,
                Receipt = "-",
            }
        },
        { DipsOutcome.Declined, Approved with
            {
                Approved = "no",
                ConditionCode = "5",
                IsoCode = "05",
                HostCode = "005",
                AuthorizationNo = "",
                ReceiptText = "TRANSACTION REFUSEE (SIMULATED)",
                Receipt = "1SIMULATED RECEIPT\n005 T@1\n1TRANSACTION REFUSEE (SIMULATED)",
            }
        },
        { DipsOutcome.Pending, Approved with
            {
                Approved = null,
                IsPending = true,
                EffectiveDate = null,
                ConditionCode = null,
                IsoCode = null,
                HostCode = null,
                ActionCode = null,
                BatchNo = null,
                SequenceNo = null,
                AuthorizationNo = null,
                ReceiptText = null,
                Receipt = null,
            }
        },
    };

    [Theory]
    [MemberData(nameof(Outcomes), DisableDiscoveryEnumeration = true)]
    public void Outcome_has_exactly_its_fields(DipsOutcome outcome, SimulatedDipsTransaction expected)
    {
        Assert.Equal(expected, SimulatedDipsTransaction.Of("A", outcome) with { Steps = expected.Steps });
        Assert.Equal(expected with { Amount = 5 }, SimulatedDipsTransaction.Of("A", outcome, 5) with { Steps = expected.Steps });
    }

    [Fact]
    public void New_outcome_keeps_what_does_not_depend_on_it()
    {
        var transaction = SimulatedDipsTransaction.Of("A", DipsOutcome.Approved, 7).ThenAfterQueries(2, DipsOutcome.Canceled) with
        {
            Currency = "USD",
            CurrencyText = "$",
            SubmittedAt = DateTimeOffset.UnixEpoch,
            Date = "d",
            Language = "EN",
            CardHolderName = "Another",
            ErrorCode = "E",
        };

        var declined = transaction.With(DipsOutcome.Declined);

        Assert.Equal(("A", 7, "USD", "$"), (declined.Id, declined.Amount, declined.Currency, declined.CurrencyText));
        Assert.Equal((DateTimeOffset.UnixEpoch, "d", "EN"), (declined.SubmittedAt, declined.Date, declined.Language));
        Assert.Equal("SIMULATED HOLDER", declined.CardHolderName);
        Assert.Null(declined.ErrorCode);
        var step = Assert.Single(declined.Steps);
        Assert.Equal((2, "Canceled"), (step.AfterQueries, step.State));
    }

    [Fact]
    public void Text_of_a_transaction_has_no_cardholder()
    {
        Assert.Equal("A: approved=yes condition=1 iso=00 1000 CAD", SimulatedDipsTransaction.Of("A", DipsOutcome.Approved).ToString());
        Assert.Equal("A: pending 1000 CAD", SimulatedDipsTransaction.Of("A", DipsOutcome.Pending).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => Approved.ThenAfterQueries(-1, DipsOutcome.Approved));
    }
}
