namespace PaymentStatusSdk.Samples.MerchantWeb.Workers;

/// <summary>A line that a worker writes to the shop.</summary>
/// <param name="OrderId">The order whose payment the worker checks.</param>
/// <param name="IsBeginning">Whether the check begins; otherwise it has ended.</param>
internal sealed record WorkReport(string OrderId, bool IsBeginning)
{
    private const string Begin = "begin ";
    private const string End = "end ";

    /// <summary>Returns the report in a line, or null when the line is something else.</summary>
    public static WorkReport? Parse(string line) =>
        line.StartsWith(Begin, StringComparison.Ordinal) ? new(line[Begin.Length..], IsBeginning: true)
        : line.StartsWith(End, StringComparison.Ordinal) ? new(line[End.Length..], IsBeginning: false)
        : null;

    public override string ToString() => (IsBeginning ? Begin : End) + OrderId;
}
