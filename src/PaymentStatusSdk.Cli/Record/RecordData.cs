namespace PaymentStatusSdk.Cli.Record;

/// <summary>The data of <c>record</c>.</summary>
internal sealed class RecordData
{
    /// <summary>The folder with the recording.</summary>
    public required string Folder { get; init; }

    public required IReadOnlyList<RecordedQueryData> Queries { get; init; }
}
