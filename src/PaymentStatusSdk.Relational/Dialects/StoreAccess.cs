namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>The kinds of work on a connection.</summary>
public enum StoreAccess
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Reads one consistent snapshot.</summary>
    Read = 1,

    /// <summary>Reads a page for a person, which may take long and must not delay other work.</summary>
    List = 2,

    /// <summary>Reads and writes.</summary>
    Write = 3,
}
