using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PaymentStatusSdk.Analyzers.Operations;

/// <summary>Finds comparisons of properties with values of their enums: operators, patterns and switches.</summary>
internal static class EnumTests
{
    public static IEnumerable<EnumTest> In(IOperation scope) => scope.DescendantsAndSelf().SelectMany(Of);

    private static IEnumerable<EnumTest> Of(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary => OfBinary(binary),
        IIsPatternOperation test => Matches(test.Value, test.Pattern, negated: false)
            .Select(match => new EnumTest(match.Property, match.Values, match.Operation, test, !match.Negated)),
        ISwitchOperation @switch => @switch.Cases.SelectMany(one => OfCase(@switch, one)),
        ISwitchExpressionOperation @switch => @switch.Arms.SelectMany(arm => Matches(@switch.Value, arm.Pattern, negated: false)
            .Where(match => !match.Negated)
            .Select(match => EnumTest.OfCase(match.Property, match.Values, match.Operation, [arm.Value]))),
        _ => [],
    };

    private static IEnumerable<EnumTest> OfBinary(IBinaryOperation binary)
    {
        // Before the operands are resolved, which takes a walk over the member for a local.
        if (!IsEnum(binary.LeftOperand) && !IsEnum(binary.RightOperand)) yield break;
        var (left, right) = (Scopes.Resolve(binary.LeftOperand), Scopes.Resolve(binary.RightOperand));
        if (left is not IPropertyReferenceOperation) (left, right) = (right, left);
        if (left is IPropertyReferenceOperation property && NameOf(right, property.Type) is { } name)
            yield return new EnumTest(property, [name], binary, binary, binary.OperatorKind == BinaryOperatorKind.Equals);
    }

    private static IEnumerable<EnumTest> OfCase(ISwitchOperation @switch, ISwitchCaseOperation one)
    {
        foreach (var clause in one.Clauses)
        {
            var matches = clause switch
            {
                ISingleValueCaseClauseOperation single => OfValue(@switch.Value, single.Value, single),
                IPatternCaseClauseOperation pattern => Matches(@switch.Value, pattern.Pattern, negated: false),
                _ => [],
            };
            foreach (var match in matches.Where(match => !match.Negated))
                yield return EnumTest.OfCase(match.Property, match.Values, match.Operation, one.Body);
        }
    }

    private static IEnumerable<Match> OfValue(IOperation value, IOperation constant, IOperation operation)
    {
        if (Scopes.Resolve(value) is IPropertyReferenceOperation property && NameOf(constant, property.Type) is { } name)
            yield return new Match(property, [name], operation, negated: false);
    }

    private static IEnumerable<Match> Matches(IOperation value, IPatternOperation pattern, bool negated)
    {
        switch (pattern)
        {
            case INegatedPatternOperation not:
                return Matches(value, not.Pattern, !negated);
            case IConstantPatternOperation or IBinaryPatternOperation:
                return Scopes.Resolve(value) is IPropertyReferenceOperation property && property.Type is { } type
                    && ValuesOf(pattern, type) is { } values
                    ? [new Match(property, values, pattern, negated)]
                    : pattern is IBinaryPatternOperation both
                        ? Matches(value, both.LeftPattern, negated).Concat(Matches(value, both.RightPattern, negated))
                        : [];
            case IRecursivePatternOperation recursive:
                var parts = recursive.DeconstructionSubpatterns;
                var elements = Scopes.Resolve(value) is ITupleOperation tuple && tuple.Elements.Length == parts.Length
                    ? tuple.Elements.Zip(parts, (element, part) => Matches(element, part, negated)).SelectMany(match => match)
                    : [];
                return recursive.PropertySubpatterns.SelectMany(part => Matches(part.Member, part.Pattern, negated)).Concat(elements);
            default:
                return [];
        }
    }

    /// <summary>Returns the values that satisfy a pattern of constants and "or"; null for any other pattern.</summary>
    private static IReadOnlyCollection<string>? ValuesOf(IPatternOperation pattern, ITypeSymbol type) => pattern switch
    {
        IConstantPatternOperation constant => NameOf(constant.Value, type) is { } name ? [name] : null,
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or =>
            ValuesOf(or.LeftPattern, type) is { } left && ValuesOf(or.RightPattern, type) is { } right ? [.. left, .. right] : null,
        _ => null,
    };

    /// <summary>Returns the name of a constant of an enum; null when it is no such constant.</summary>
    private static string? NameOf(IOperation constant, ITypeSymbol? type)
    {
        constant = Scopes.Resolve(constant);
        var enumType = WithoutNull(type);
        if (enumType?.TypeKind != TypeKind.Enum || constant.ConstantValue is not { HasValue: true, Value: { } value }) return null;
        return enumType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value))?.Name;
    }

    private static bool IsEnum(IOperation operand)
    {
        while (operand is IConversionOperation conversion) operand = conversion.Operand;
        return WithoutNull(operand.Type)?.TypeKind == TypeKind.Enum;
    }

    private static ITypeSymbol? WithoutNull(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    private readonly struct Match(
        IPropertyReferenceOperation property, IReadOnlyCollection<string> values, IOperation operation, bool negated)
    {
        public IPropertyReferenceOperation Property { get; } = property;

        public IReadOnlyCollection<string> Values { get; } = values;

        public IOperation Operation { get; } = operation;

        public bool Negated { get; } = negated;
    }
}
