namespace PaymentStatusSdk.Sqlite;

/// <summary>A row or a change that this version cannot read. Claims leave it out; others are told with the file's name.</summary>
/// <param name="what">Which, as people name it; it holds no text of the document.</param>
/// <param name="innerException">Why.</param>
internal sealed class UnreadableException(string what, Exception innerException) : Exception(what, innerException);
