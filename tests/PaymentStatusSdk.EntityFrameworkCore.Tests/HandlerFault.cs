namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>How the first try of each change and handler fails.</summary>
public enum HandlerFault
{
    None,

    BeforeTheSave,

    AfterTheSave,

    /// <summary>The handler saves a row that exists.</summary>
    InTheSave,

    /// <summary>The changes that are saved after the handler contain a row that exists.</summary>
    InTheUnsavedChanges,

    /// <summary>The failure is one that the execution strategy would retry.</summary>
    Transient,

    /// <summary>It waits until it is canceled.</summary>
    Hangs,

    /// <summary>It rolls the transaction back itself.</summary>
    RollsBack,
}
