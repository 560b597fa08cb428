using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The reader of Desjardins' documents, and the way of their content through the mailbox.</summary>
internal sealed class DesjardinsTarget : FuzzTarget
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly DesjardinsRequest _request = new(Accounts.Desjardins(), new DesjardinsStatusFormat(), "desjardins");

    public static IMutator Documents { get; } = new MixedMutator(new XmlMutator(
        "T1", "T2", "yes", "no", "00", "05", "103", "117", "1000", "-", "CAD", "JPY", "KWD", "WX03", "WE15", "APPROUVEE", "100001",
        Accounts.MerchantKey));

    public override string Name => "desjardins";

    public override IMutator Mutator => Documents;

    public override string WireFolder => "Desjardins";

    // Each result has an array for all fields, is written as JSON and read again; its shortest form has 19 bytes.
    public override long AllocationPerByte => 256;

    public override object? Read(byte[] input)
    {
        var json = DesjardinsDocument.Read(input, _request.Redactor).ToMessage().ToJson();
        var message = DesjardinsMessage.FromJson(json) ?? throw new InvalidOperationException("The mailbox lost a message.");
        List<ParsedStatus> statuses =
        [
            .. message.Results.Select(result => DesjardinsStatusMap.Complete(
                DesjardinsResponse.Read(result, isContested: false, _request, Now),
                TransactionQuery.ByMerchantReference(result.Id), TransactionKind.Purchase)),
        ];
        return new DesjardinsReading(statuses, json);
    }

    public override string Describe(object? reading, Exception? failure) => reading is DesjardinsReading { Statuses: var all }
        ? string.Join('|', all.Take(3).Select(parsed => ParsedText.Of(parsed, null)))
        : ParsedText.Of(null, failure);

    public override bool IsDecision(object? reading) =>
        reading is DesjardinsReading { Statuses: var all } && all.Exists(parsed => Decisions.IsDecision(parsed.Outcome, parsed.State));

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        SecretJudge.Judge(failure, Accounts.MerchantKey);
        if (reading is not DesjardinsReading { Statuses: var all, Json: var json }) return;
        SecretJudge.JudgeJson(json, Accounts.MerchantKey);
        // Both are in document order, so that each result of the product needs one of its own.
        var naive = new Queue<NaiveDesjardinsResult>(NaiveDesjardins.Read(input).Results);
        foreach (var parsed in all)
        {
            Judge(parsed, naive);
            SecretJudge.Judge(parsed, Accounts.MerchantKey);
        }
    }

    private static void Judge(ParsedStatus parsed, Queue<NaiveDesjardinsResult> naive)
    {
        if (!Decisions.IsDecision(parsed.Outcome, parsed.State))
        {
            AnswerJudge.JudgeUnknown(parsed);
            return;
        }

        SurpriseException.Unless(
            parsed.Funds is FundsState.NotReported, Oracle.Payment, $"the funds are {parsed.Funds}, which this gateway does not report");
        while (naive.TryDequeue(out var result))
        {
            if (result.Id != parsed.MerchantReference || result.Meaning != (parsed.State, parsed.Finality)) continue;
            // A text that is no code of a currency counts as unreadable, and so equals no expected amount.
            if (parsed.Amount is not { Currency: null, IsUnreadable: true })
                SurpriseException.Unless(
                    result.HasAmount(parsed.Amount.Value, parsed.Amount.Currency), Oracle.Payment,
                    $"the naive reader does not find the amount {parsed.Amount.Value} {parsed.Amount.Currency}");
            return;
        }

        throw new SurpriseException(
            Oracle.Payment,
            $"read as {parsed.Outcome}, {parsed.State}, {parsed.Finality}; the naive reader finds no result that says only that");
    }
}
