using System.Globalization;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>One change as a handler of some instance took it.</summary>
internal sealed record LedgerLine(Guid ChangeId, long TransactionId, long Sequence, string Kind, string Client, string MerchantId, string State, string Status)
{
    /// <summary>All lines of all instances. The last line of one that was killed may be cut: then its change was not taken.</summary>
    public static IReadOnlyList<LedgerLine> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "ledger-*").SelectMany(file => Whole(File.ReadAllText(file))).Select(Parse)];

    private static string[] Whole(string text) => text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static LedgerLine Parse(string line)
    {
        var parts = line.Split('|');
        var invariant = CultureInfo.InvariantCulture;
        return new LedgerLine(Guid.Parse(parts[0]), long.Parse(parts[1], invariant), long.Parse(parts[2], invariant), parts[3], parts[4], parts[5], parts[6], parts[7]);
    }
}
