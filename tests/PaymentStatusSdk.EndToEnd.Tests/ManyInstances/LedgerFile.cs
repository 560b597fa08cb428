namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>The ledger of one instance.</summary>
internal static class LedgerFile
{
    /// <summary>The parts of its lines. The last line of an instance that was killed may be cut: then it does not count.</summary>
    public static IEnumerable<string[]> Read(string file)
    {
        var text = File.ReadAllText(file);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|'));
    }
}
