using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The content of a document of Desjardins.</summary>
/// <param name="Statuses">The statuses of its results, in document order.</param>
/// <param name="Json">The message in which a mailbox keeps the content.</param>
internal sealed record DesjardinsReading(List<ParsedStatus> Statuses, byte[] Json);
