namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A belief keeps the references and the kind that answers about its attempt have named.</summary>
public sealed class IdentityInvariantTests
{
    private readonly CheckedPayment _payment = new();

    public IdentityInvariantTests() => _payment.Merge(CheckedPayment.Answer(PaymentState.Pending, 1));

    [Fact]
    public void Belief_that_loses_its_gateway_reference_is_a_violation()
    {
        Answer(CheckedPayment.Answer(PaymentState.Pending, 21, reference: null), belief => belief with { GatewayReference = null });

        _payment.AssertViolation("the belief has the reference '', but an answer named g-1");
    }

    [Fact]
    public void Belief_that_loses_its_merchant_reference_is_a_violation()
    {
        Answer(
            CheckedPayment.Answer(PaymentState.Pending, 21) with { MerchantReference = null },
            belief => belief with { MerchantReference = null });

        _payment.AssertViolation("the belief has the reference '', but an answer named m-1");
    }

    [Fact]
    public void Belief_that_loses_its_kind_is_a_violation()
    {
        Answer(
            CheckedPayment.Answer(PaymentState.Pending, 21) with { Kind = TransactionKind.Unknown },
            belief => belief with { Kind = TransactionKind.Unknown });

        _payment.AssertViolation("the belief has the kind 'Unknown', but an answer named Purchase");
    }

    [Fact]
    public void Belief_that_a_check_without_an_answer_loses_is_a_violation()
    {
        _payment.Commit(answer: null, _payment.Row with { Belief = null });

        _payment.AssertViolation("the belief has the reference '', but an answer named g-1");
    }

    [Fact]
    public void Answer_that_names_less_than_the_belief_is_legal()
    {
        Answer(CheckedPayment.Answer(PaymentState.Pending, 21, reference: null) with { Kind = TransactionKind.Unknown }, belief => belief);

        _payment.AssertLegal();
    }

    [Fact]
    public void Next_attempt_begins_without_the_references_of_the_last_one()
    {
        _payment.Merge(CheckedPayment.Answer(PaymentState.Declined, 21));
        _payment.BeginAttempt();

        _payment.Merge(CheckedPayment.Answer(PaymentState.Pending, 41, reference: null));

        _payment.AssertLegal();
    }

    private void Answer(TransactionStatusResult answer, Func<StatusBelief, StatusBelief> lose)
    {
        var after = _payment.After(answer);
        _payment.Commit(answer, after with { Belief = lose(after.Belief!) });
    }
}
