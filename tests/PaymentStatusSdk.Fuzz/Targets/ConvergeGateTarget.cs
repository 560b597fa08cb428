using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.ConvergeGate.Protocol;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The reader of answers to command 709.</summary>
internal sealed class ConvergeGateTarget : FuzzTarget
{
    private readonly ConvergeGateRequest _request = new(Accounts.ConvergeGate());
    private readonly TransactionQuery _byGateway = TransactionQuery.ByGatewayReference("g-1");

    // A reference that gateways send without escaping it. The reader accepts its repair only when it is the queried one.
    private readonly TransactionQuery _byMerchant = TransactionQuery.ByMerchantReference("A & B");

    public override string Name => "convergegate";

    public override IMutator Mutator { get; } = new MixedMutator(new XmlMutator(
        "SUCCESS", "NOTFOUND", "ERROR", "PENDING", "CAPTURED", "AUTHORIZED", "DECLINED", "CANCELED", "CANCELED_AUTO", "REVERSED",
        "REFUNDED", "REFUND PENDING", "REFUND_PENDING", "RefundPending", "CHARGEBACK", "CREDITED",
        "PARTIAL_SUCCESS", "CANCELLED", "125.45", "-1", "1e9",
        "EUR", "000", "101", "901", "g-1", "ORDER-1", "A & B", Accounts.Password, Accounts.ApiKey));

    public override string WireFolder => "ConvergeGate";

    public override object? Read(byte[] input) =>
        ConvergeGateResponse.Read(input, Charset(input), _request, input.Length % 2 == 0 ? _byGateway : _byMerchant);

    public override string Describe(object? reading, Exception? failure) => ParsedText.Of(reading, failure);

    public override bool IsDecision(object? reading) =>
        reading is ParsedStatus parsed && Decisions.IsDecision(parsed.Outcome, parsed.State);

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        SecretJudge.Judge(failure, Accounts.Password, Accounts.ApiKey);
        if (reading is not ParsedStatus parsed) return;
        AnswerJudge.Judge(parsed, NaiveConvergeGate.Read(input, Charset(input)));
        SecretJudge.Judge(parsed, Accounts.Password, Accounts.ApiKey);
    }

    private static string? Charset(byte[] input) => input.Length % 4 == 0 ? "iso-8859-1" : null;
}
