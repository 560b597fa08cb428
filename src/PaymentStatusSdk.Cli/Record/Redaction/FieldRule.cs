namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>The rule of one field.</summary>
/// <param name="Kind">The treatment of the field.</param>
/// <param name="Name">The name of a variable; empty for other kinds.</param>
internal readonly record struct FieldRule(FieldKind Kind, string Name = "");
