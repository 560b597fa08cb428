namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The kind of work that may have appeared.</summary>
public enum WorkHint
{
    /// <summary>The kind is not known: any work may have appeared.</summary>
    Unknown = 0,

    /// <summary>A row became due.</summary>
    Checks = 1,

    /// <summary>A change became due.</summary>
    Changes = 2,
}
