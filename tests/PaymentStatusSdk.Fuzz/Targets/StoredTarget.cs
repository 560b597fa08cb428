using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The documents of tracked transactions, or of their changes, in a store.</summary>
internal sealed class StoredTarget(bool isChange) : FuzzTarget
{
    public override string Name => isChange ? "stored-change" : "stored-transaction";

    public override IMutator Mutator { get; } = new MixedMutator(new TokenMutator(
        JsonTokens.Pattern(), "null", "true", "0", "-1", "1e400", "\"\"", "\"Captured\"", "\"Declined\"", "\"Settled\"", "\"Success\"",
        "\"Answered\"", "\"Final\"", "\"Provisional\"", "\"Received\"", "\"finality\"", "\"funds\"",
        "{}", "[]", "[null]", "\"2026-01-02T03:04:05+00:00\"", "\"0001-01-01T00:00:00\"", "\"00:00:30\"", "5", "99999999999999999999",
        "\"state\"", "\"belief\"", "\"query\"", "\"clientName\"", "\"policy\"",
        "\"facts\"", "\"amount\"", "\"currency\"", "\"EUR\"", ",", ":",
        "{", "}", "[", "]", "\"\\u0000\"", "\"\\ud800\""));

    public override IEnumerable<byte[]> Seeds => isChange ? StoredSeeds.Changes() : StoredSeeds.Transactions();

    public override long AllocationPerByte => 256;

    public override object? Read(byte[] input)
    {
        var json = Encoding.UTF8.GetString(input);
        if (isChange)
        {
            var change = Documents.Read(json, StoredJson.Change, () => "change 1");
            return (change.Transaction, JsonSerializer.Serialize(change, StoredJson.Change));
        }

        var transaction = Documents.Read(json, StoredJson.Transaction, () => "transaction 1");
        return (transaction, JsonSerializer.Serialize(transaction, StoredJson.Transaction));
    }

    public override bool IsDocumented(Exception exception) => exception is UnreadableException;

    public override string Describe(object? reading, Exception? failure) => reading is (TrackedTransaction transaction, string)
        ? $"{transaction.Verdict} {transaction.Finality} {transaction.Belief?.State} {transaction.Belief?.IsContested} {transaction.Status}"
        : $"{(failure as UnreadableException)?.Reason} {(failure?.InnerException as JsonException)?.Path}";

    public override bool IsDecision(object? reading) =>
        reading is (TrackedTransaction { Verdict: not (PaymentVerdict.Unknown or PaymentVerdict.Undecided) }, string);

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        if (reading is not (TrackedTransaction transaction, string written)) return;
        // A document is written and read again on every check: it must stay what it is. A time may change its offset, not its instant.
        SurpriseException.Unless(IsKept(transaction, written), Oracle.Content, "A document changes when it is written again.");
        var document = Encoding.UTF8.GetString(input);
        SurpriseException.Unless(
            transaction.Query.ExpectedAmount is null || NaiveStored.HasOneExpectedAmount(document), Oracle.Payment,
            "An amount is expected; the naive reader finds none, or several.");
        SurpriseException.Unless(
            transaction.Finality is not Finality.Final || NaiveStored.Says(document, "finality", nameof(Finality.Final)), Oracle.Payment,
            "The state is final; the naive reader does not find that.");
        SurpriseException.Unless(
            transaction.Belief?.Funds is not FundsState.Received || NaiveStored.Says(document, "funds", nameof(FundsState.Received)),
            Oracle.Payment, "The money has arrived; the naive reader does not find that.");
        if (transaction.Verdict is PaymentVerdict.Unknown or PaymentVerdict.Undecided) return;
        SurpriseException.Unless(
            NaiveStored.VerdictOf(document) == transaction.Verdict, Oracle.Payment,
            $"The verdict is {transaction.Verdict}; the naive reader finds another one.");
    }

    private bool IsKept(TrackedTransaction transaction, string written)
    {
        try
        {
            return Read(Encoding.UTF8.GetBytes(written)) is (TrackedTransaction again, string) && again == transaction;
        }
        catch (UnreadableException)
        {
            return false;
        }
    }
}
