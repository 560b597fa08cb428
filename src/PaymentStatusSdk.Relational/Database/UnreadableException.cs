namespace PaymentStatusSdk.Relational.Database;

/// <summary>A document that this version cannot read. Claims skip its row; other calls fail.</summary>
/// <param name="what">The name of the row for messages. It contains no text of the document.</param>
/// <param name="innerException">The reason.</param>
internal sealed class UnreadableException(string what, Exception innerException) : Exception(what, innerException)
{
    /// <summary>The type of the reason. Its message may quote the document.</summary>
    public string Reason => InnerException!.GetType().Name;
}
