using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PaymentStatusSdk.Analyzers.Operations;

/// <summary>The operations that a condition controls.</summary>
internal static class Guards
{
    /// <summary>Returns the operations that run because a condition has this value.</summary>
    public static IEnumerable<IOperation> Of(IOperation condition, bool value)
    {
        for (var operation = condition; operation.Parent is { } parent; operation = parent)
        {
            switch (parent)
            {
                case IParenthesizedOperation or IConversionOperation:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }:
                    continue;
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                    value = !value;
                    continue;
                case IConditionalOperation conditional when conditional.Condition == operation:
                    return OfConditional(conditional, value);
                case IWhileLoopOperation loop when loop.Condition == operation && value && loop.Body is not null:
                    return [loop.Body];
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return OfLocal(declarator.Symbol, parent, value);
                default:
                    return [];
            }
        }

        return [];
    }

    /// <summary>Returns the return statement or the arrow body whose value is a condition; null when it is used otherwise.</summary>
    public static IReturnOperation? ReturnOf(IOperation condition)
    {
        var operation = condition;
        while (operation.Parent is IParenthesizedOperation or IConversionOperation
            or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
            operation = operation.Parent;
        return operation.Parent as IReturnOperation;
    }

    /// <summary>Returns the member to which the value of a condition is assigned; null when it is used otherwise.</summary>
    public static ISymbol? AssignedMember(IOperation condition)
    {
        var operation = condition;
        while (operation.Parent is IParenthesizedOperation or IConversionOperation
            or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
            operation = operation.Parent;
        return operation.Parent is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } ? target.Member : null;
    }

    private static IEnumerable<IOperation> OfConditional(IConditionalOperation conditional, bool value)
    {
        var (taken, other) = value ? (conditional.WhenTrue, conditional.WhenFalse) : (conditional.WhenFalse, conditional.WhenTrue);
        if (taken is not null) yield return taken;
        if (other is null || !Leaves(other) || conditional.Parent is not IBlockOperation block) yield break;
        foreach (var following in block.Operations.SkipWhile(one => one != conditional).Skip(1)) yield return following;
    }

    private static IEnumerable<IOperation> OfLocal(ILocalSymbol local, IOperation declaration, bool value) => Scopes.RootOf(declaration)
        .DescendantsAndSelf()
        .OfType<ILocalReferenceOperation>()
        .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local))
        .SelectMany(reference => Of(reference, value));

    /// <summary>Returns whether the end of a branch cannot be reached.</summary>
    private static bool Leaves(IOperation branch) => branch switch
    {
        IBlockOperation block => block.Operations.Length > 0 && Leaves(block.Operations[block.Operations.Length - 1]),
        IReturnOperation or IBranchOperation => true,
        IThrowOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };
}
