using PaymentStatusSdk.Invariants;

namespace PaymentStatusSdk.Simulation.Merchants;

/// <summary>One attempt to pay an order, as the gateway knows it.</summary>
/// <param name="Order">The order.</param>
/// <param name="GatewayReference">The gateway's reference.</param>
/// <param name="Steps">The true states, in the order of their times.</param>
internal sealed record Payment(Order Order, string GatewayReference, IReadOnlyList<PaymentStep> Steps)
{
    /// <summary>The states that answers with the true amount named, as bits.</summary>
    public uint Answered { get; private set; }

    /// <summary>The states that answers with another amount named, as bits.</summary>
    public uint AnsweredWithOtherAmount { get; private set; }

    /// <summary>Whether an answer said that the payment has failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether an answer said that the payment has failed for good.</summary>
    public bool WasFinallyFailed { get; private set; }

    /// <summary>Whether an answer said that the payment was paid.</summary>
    public bool WasPaid { get; private set; }

    /// <summary>The true amount. A merchant may take another one for a second attempt, such as after a discount.</summary>
    public Money Amount { get; init; } = Order.Amount;

    /// <summary>The amount that the merchant passes on for this attempt; null for none.</summary>
    public Money? ExpectedAmount => Order.ExpectedAmount == Order.Amount ? Amount : Order.ExpectedAmount;

    /// <summary>An amount that answers name instead of the true one.</summary>
    public Money OtherAmount => new(Amount.Amount + 1, Amount.Currency);

    public PaymentStep? At(DateTimeOffset time)
    {
        PaymentStep? last = null;
        foreach (var step in Steps)
        {
            if (step.At > time) break;
            last = step;
        }

        return last;
    }

    public void NoteAnswer(PaymentState state, Finality finality, bool isTrueAmount)
    {
        if (isTrueAmount) Answered |= 1u << (int)state;
        else AnsweredWithOtherAmount |= 1u << (int)state;
        WasPaid |= Meanings.WasPaid(state, TransactionKind.Purchase);
        var isFailure = Meanings.ClassOf(state) == Meanings.ClassOf(PaymentState.Declined);
        HasFailed |= isFailure;
        WasFinallyFailed |= isFailure && finality == Finality.Final;
    }

    /// <summary>Returns the states that answers named which agree with the expected amount, as bits.</summary>
    public uint AnsweredFor(Money? expected) => expected switch
    {
        null => Answered | AnsweredWithOtherAmount,
        { } amount when amount == Amount => Answered,
        { } amount when amount == OtherAmount => AnsweredWithOtherAmount,
        _ => 0,
    };
}

/// <summary>A true state of a payment.</summary>
/// <param name="At">Since when queries can see the state.</param>
/// <param name="State">The state.</param>
/// <param name="Finality">Whether it may change.</param>
internal sealed record PaymentStep(DateTimeOffset At, PaymentState State, Finality Finality);
