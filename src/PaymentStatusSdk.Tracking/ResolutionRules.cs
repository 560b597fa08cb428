using System.Text;
using PaymentStatusSdk.Tracking.Checks;
using static System.FormattableString;

namespace PaymentStatusSdk.Tracking;

/// <summary>Decides what happens when a person resolves a transaction by hand. Pure functions.</summary>
internal static class ResolutionRules
{
    /// <summary>
    /// Returns the change to report, with the transaction as it is to be written: no longer tracked, with an unchanged belief. Returns null
    /// when there is nothing to resolve: the transaction is a duplicate, or it is resolved already.
    /// </summary>
    /// <param name="row">The transaction.</param>
    /// <param name="resolution">The statement of the person.</param>
    public static StatusChange? Resolve(TrackedTransaction row, ManualResolution resolution)
    {
        // Another row continues for a duplicate. A status that this version does not know may have rules of its own.
        if (row.Status is TrackingStatus.Duplicate or TrackingStatus.Unknown || row.Resolution is not null) return null;
        var reported = new ReportedChanges(row.Belief?.State ?? PaymentState.Unknown, resolution.At);
        reported.Add(StatusChangeKind.Resolved);
        var (_, changes) = reported.AddTo(row with
        {
            Status = TrackingStatus.Stopped,
            NextCheckAt = null,
            // The retention begins with the resolution: it is the record of a person's decision.
            CompletedAt = resolution.At,
            Resolution = resolution,
        });
        return changes[0];
    }

    /// <summary>Returns a text without the blanks around it.</summary>
    /// <exception cref="ArgumentException">
    /// The text is blank or too long, or contains control characters or half a surrogate pair.
    /// </exception>
    public static string Require(string text, int maxLength, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, name);
        text = text.Trim();
        if (text.Length > maxLength) throw new ArgumentException(Invariant($"The text has more than {maxLength} characters."), name);
        // Not every database can store them.
        if (text.Any(char.IsControl) || text.EnumerateRunes().Contains(Rune.ReplacementChar))
            throw new ArgumentException("The text contains a control character or half a surrogate pair.", name);
        return text;
    }
}
