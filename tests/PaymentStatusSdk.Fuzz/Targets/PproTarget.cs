using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The reader of PPRO's answers.</summary>
internal sealed class PproTarget : FuzzTarget
{
    public static readonly string[] Names =
    [
        "REQUESTSTATUS", "REQUESTFAILREASON", "STATUS", "FAILREASON", "FUNDSSTATUS", "TXID", "MERCHANTTXID", "ERRMSG", "REDIRECTURL",
        "REDIRECTSECRET", "CHANNEL", "TAG", "RAND123", "OTHER",
    ];

    public static readonly string[] Values =
    [
        "SUCCEEDED", "FAILED", "PENDING", "TX_NOT_FOUND", "TX_NOT_UNIQUE", "AUTH_ERROR", "SYSTEM_ERROR", "UNKNOWN", "USER_ABORT",
        "CANCELED",
        "TIMEOUT", "LOCAL_DECLINE", "REMOTE_DECLINE", "INPUT_DATA", "NOT_EXPECTED", "WAITING", "RECEIVED", "MISSING", "0", "123887123",
        "sale1002", "", "https%3A%2F%2Fx%3Frs%3D1", Accounts.Password,
    ];

    private readonly PproRequest _request = new(Accounts.Ppro());
    private readonly TransactionQuery _byGateway = TransactionQuery.ByGatewayReference("123887123");
    private readonly TransactionQuery _byMerchant = TransactionQuery.ByMerchantReference("sale1002");

    public override string Name => "ppro";

    public override IMutator Mutator { get; } = new MixedMutator(new FormMutator(Names, Values));

    public override string WireFolder => "Ppro";

    public override object? Read(byte[] input) => PproResponse.Read(input, input.Length % 2 == 0 ? _byGateway : _byMerchant, _request);

    public override string Describe(object? reading, Exception? failure) => ParsedText.Of(reading, failure);

    public override bool IsDecision(object? reading) =>
        reading is ParsedStatus parsed && Decisions.IsDecision(parsed.Outcome, parsed.State);

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        SecretJudge.Judge(failure, Accounts.Password);
        if (reading is not ParsedStatus parsed) return;
        AnswerJudge.Judge(parsed, NaivePpro.Read(input));
        SecretJudge.Judge(parsed, Accounts.Password);
    }
}
