namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>The result of the probe of an inferred wire fact.</summary>
internal enum FactVerdict
{
    /// <summary>The gateway's answer cannot show it, or there was no answer.</summary>
    Undecided,

    /// <summary>The gateway behaves as inferred, in this exchange.</summary>
    Confirmed,

    /// <summary>The gateway behaves differently.</summary>
    Refuted,
}
