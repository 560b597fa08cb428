namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>How serious a finding is.</summary>
internal enum FindingLevel
{
    /// <summary>It works.</summary>
    Ok,

    /// <summary>It works now, but needs attention.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Problem,

    /// <summary>It could not be found out from here.</summary>
    Undecided,
}
