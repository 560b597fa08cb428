namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>The treatment of a field of a message in a recording.</summary>
internal enum FieldKind
{
    /// <summary>Every letter and digit is replaced. The default of all fields.</summary>
    Masked,

    /// <summary>A state, code or switch: kept if it looks like one.</summary>
    Code,

    /// <summary>An amount: kept if it is a number.</summary>
    Amount,

    /// <summary>A reference of a transaction: replaced by a made-up one with the same form, the same everywhere.</summary>
    Reference,

    /// <summary>A secret, or a value that differs in each request: replaced by its name in double braces.</summary>
    Variable,
}
