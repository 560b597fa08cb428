using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The messages of Desjardins in a mailbox, which a store or an instance of another version may have written.</summary>
internal sealed class DesjardinsMessageTarget : FuzzTarget
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly DesjardinsRequest _request = new(Accounts.Desjardins(), new DesjardinsStatusFormat(), "desjardins");
    private readonly TransactionQuery _query = TransactionQuery.ByMerchantReference("T1");

    public override string Name => "desjardins-message";

    public override IMutator Mutator { get; } = new MixedMutator(new TokenMutator(
        JsonTokens.Pattern(), "null", "true", "false", "0", "7", "-1", "\"\"", "\"T1\"", "\"yes\"", "\"no\"", "\"00\"", "\"05\"", "\"117\"",
        "\"103\"", "{}", "[]", "[null]", "\"id\"", "\"approved\"", "\"error\"", "\"fields\"", "\"isContradictory\"", "\"results\"",
        "\"echoes\"", "\"refusal\"", "\"repairs\"", "\"currency\"", ",", ":", "{", "}", "[", "]", "\"\\u0000\"", "\"\\ud800\""));

    // Each result has an array for all fields, and a status.
    public override long AllocationPerByte => 256;

    public override bool IsDocumented(Exception exception) => false;

    public override object? Read(byte[] input) => DesjardinsMessage.FromJson(input) is { Refusal: null } message
        ? message.Results
            .Select(result => DesjardinsStatusMap.Complete(
                DesjardinsResponse.Read(result, isContested: false, _request, Now), _query, TransactionKind.Purchase))
            .ToList()
        : null;

    public override string Describe(object? reading, Exception? failure) => reading is List<ParsedStatus> all
        ? string.Join('|', all.Take(3).Select(parsed => ParsedText.Of(parsed, null)))
        : failure?.Message ?? "-";

    public override bool IsDecision(object? reading) =>
        reading is List<ParsedStatus> all && all.Exists(parsed => Decisions.IsDecision(parsed.Outcome, parsed.State));

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        if (reading is not List<ParsedStatus> all) return;
        // Merchants receive the text of each anomaly.
        SurpriseException.Unless(
            all.SelectMany(parsed => parsed.Anomalies).All(anomaly => anomaly.Text is not null), Oracle.Content, "An anomaly has no text.");
        if (!IsDecision(all)) return;
        var meanings = NaiveMailbox.Meanings(input);
        SurpriseException.Unless(meanings.Count == all.Count, Oracle.Payment, $"{all.Count} results, not {meanings.Count}.");
        foreach (var (parsed, meaning) in all.Zip(meanings))
        {
            if (!Decisions.IsDecision(parsed.Outcome, parsed.State)) AnswerJudge.JudgeUnknown(parsed);
            else
                SurpriseException.Unless(
                    parsed.Outcome is LookupOutcome.Answered && meaning == (parsed.State, parsed.Finality), Oracle.Payment,
                    $"read as {parsed.Outcome}, {parsed.State}, {parsed.Finality}; the naive reader does not find that");
        }
    }
}
