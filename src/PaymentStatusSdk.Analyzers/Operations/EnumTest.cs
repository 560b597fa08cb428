using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PaymentStatusSdk.Analyzers.Operations;

/// <summary>A comparison of a property with values of its enum, and the operations that it controls.</summary>
internal sealed class EnumTest(
    IPropertyReferenceOperation property, IReadOnlyCollection<string> values, IOperation operation, IOperation? condition, bool isPositive)
{
    private IReadOnlyList<IOperation>? _whenEqual;
    private IReadOnlyList<IOperation>? _whenDifferent;

    public IPropertyReferenceOperation Property { get; } = property;

    /// <summary>Gets the names of the enum values.</summary>
    public IReadOnlyCollection<string> Values { get; } = values;

    /// <summary>Gets the comparison, for the location of a diagnostic.</summary>
    public IOperation Operation { get; } = operation;

    /// <summary>Gets the condition that is true or false by the comparison; null for a case of a switch.</summary>
    public IOperation? Condition { get; } = condition;

    /// <summary>Gets whether the condition is true when the property has one of the values.</summary>
    public bool IsPositive { get; } = isPositive;

    /// <summary>Gets the operations that run because the property has one of the values.</summary>
    public IReadOnlyList<IOperation> WhenEqual => _whenEqual ??= Condition is null ? [] : [.. Guards.Of(Condition, IsPositive)];

    /// <summary>Gets the operations that run because the property has none of the values.</summary>
    public IReadOnlyList<IOperation> WhenDifferent => _whenDifferent ??= Condition is null ? [] : [.. Guards.Of(Condition, !IsPositive)];

    /// <summary>Creates the test of a case of a switch.</summary>
    public static EnumTest OfCase(
        IPropertyReferenceOperation property, IReadOnlyCollection<string> values, IOperation operation, IReadOnlyList<IOperation> body) =>
        new(property, values, operation, condition: null, isPositive: true) { _whenEqual = body };
}
