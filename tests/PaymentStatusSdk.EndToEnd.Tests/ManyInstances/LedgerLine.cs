using System.Globalization;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>One change that a handler of an instance completed.</summary>
internal sealed record LedgerLine(
    Guid ChangeId, long TransactionId, long Sequence, string Kind, string Client, string MerchantReference, string State, string Status)
{
    /// <summary>All changes that the instances completed.</summary>
    public static IReadOnlyList<LedgerLine> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "ledger-*").SelectMany(LedgerFile.Read).Select(Parse)];

    private static LedgerLine Parse(string[] parts)
    {
        var invariant = CultureInfo.InvariantCulture;
        return new LedgerLine(
            Guid.Parse(parts[0]), long.Parse(parts[1], invariant), long.Parse(parts[2], invariant), parts[3], parts[4], parts[5],
            parts[6], parts[7]);
    }
}
