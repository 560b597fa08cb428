using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>
/// A row or a change that this version cannot read. Claims skip it; other calls fail with a <see cref="TrackingStoreException"/> that names
/// the file.
/// </summary>
/// <param name="what">The name of the row for messages. It contains no text of the document.</param>
/// <param name="innerException">The reason.</param>
internal sealed class SqliteUnreadableException(string what, Exception innerException) : Exception(what, innerException);
