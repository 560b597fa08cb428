namespace PaymentStatusSdk.Cli.Record;

/// <summary>A recorded query.</summary>
internal sealed class RecordedQueryData
{
    /// <summary>The reference of the command line.</summary>
    public required string Reference { get; init; }

    /// <summary>The made-up reference in the recording.</summary>
    public required string RecordedAs { get; init; }

    /// <summary>The state or outcome; for a query that failed, the kind of the failure.</summary>
    public required string Reading { get; init; }

    public required int Exchanges { get; init; }
}
