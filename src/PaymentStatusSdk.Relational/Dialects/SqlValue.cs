namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>A named parameter of a statement.</summary>
/// <param name="Name">The name without a prefix; in the text it is <c>@name</c>.</param>
/// <param name="Type">The type.</param>
/// <param name="Value">A value of the type's .NET type, or null. A time is a <see cref="DateTimeOffset"/>.</param>
public readonly record struct SqlValue(string Name, SqlType Type, object? Value);
