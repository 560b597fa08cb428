using System.Text;
using PaymentStatusSdk.Tracking.Checks;
using static System.FormattableString;

namespace PaymentStatusSdk.Tracking;

/// <summary>Decides what happens when a person resolves a transaction by hand. Pure functions.</summary>
internal static class ResolutionRules
{
    /// <summary>
    /// Returns the change to report, with the transaction as it is to be written: no longer tracked, with an unchanged belief. Returns null
    /// when there is nothing to resolve: the transaction is a duplicate, is resolved already, or is completed without a problem. Returns
    /// null too when it has changed since the person read it.
    /// </summary>
    /// <param name="row">The transaction.</param>
    /// <param name="resolution">The statement of the person.</param>
    /// <param name="expectedSequence">The sequence of the transaction as the person read it; null when any will do.</param>
    public static StatusChange? Resolve(TrackedTransaction row, ManualResolution resolution, long? expectedSequence = null)
    {
        // A statement about a situation that no longer exists says nothing about the present one.
        if (expectedSequence is { } expected && row.Sequence != expected) return null;
        // Another row continues for a duplicate. A status that this version does not know may have rules of its own.
        if (row.Status is TrackingStatus.Duplicate or TrackingStatus.Unknown || row.Resolution is not null) return null;
        if (row is { Status: TrackingStatus.Completed, HasMismatch: false } && row.Belief?.IsContested != true) return null;
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
