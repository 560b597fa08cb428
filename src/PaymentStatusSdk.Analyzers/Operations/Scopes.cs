using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PaymentStatusSdk.Analyzers.Operations;

/// <summary>The functions of a member, and the values of their locals.</summary>
internal static class Scopes
{
    /// <summary>Returns the outermost lambda or local function around an operation, or else the body of the member.</summary>
    public static IOperation Around(IOperation operation)
    {
        var scope = operation;
        for (var parent = operation; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation) scope = parent;
            else if (parent.Parent is null && scope is not (IAnonymousFunctionOperation or ILocalFunctionOperation)) scope = parent;
        }

        return scope;
    }

    /// <summary>Returns the innermost function around an operation; null outside of functions.</summary>
    public static IMethodSymbol? FunctionOf(IOperation operation) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) as IMethodSymbol;

    /// <summary>Returns whether the innermost function around an operation is a lambda with an expression as its body.</summary>
    public static bool IsInExpressionLambda(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation) return false;
            if (parent is IAnonymousFunctionOperation) return parent.Syntax is LambdaExpressionSyntax { ExpressionBody: not null };
        }

        return false;
    }

    /// <summary>Removes conversions, parentheses, awaits, null checks and locals that have one visible value.</summary>
    public static IOperation Resolve(IOperation operation)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            var next = operation switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                IConditionalAccessOperation access => access.WhenNotNull,
                ILocalReferenceOperation local => ValueOf(local),
                _ => null,
            };
            if (next is null) return operation;
            operation = next;
        }

        return operation;
    }

    /// <summary>Returns the initial value of a local, or null when it has none, or another value is assigned somewhere.</summary>
    public static IOperation? ValueOf(ILocalReferenceOperation reference)
    {
        IOperation? value = null;
        foreach (var operation in RootOf(reference).DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, reference.Local):
                    value = declarator.GetVariableInitializer()?.Value;
                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation target } when Same(target.Local, reference.Local):
                    return null;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: ILocalReferenceOperation target }
                    when Same(target.Local, reference.Local):
                    return null;
            }
        }

        return value;
    }

    public static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is not null) operation = operation.Parent;
        return operation;
    }

    /// <summary>Returns whether an operation reads a property with this name of a type of the SDK.</summary>
    public static bool Mentions(IOperation scope, params string[] properties) => scope.DescendantsAndSelf().Any(operation =>
        operation is IPropertyReferenceOperation { Property: var property } && properties.Contains(property.Name) && IsOfSdk(property));

    public static bool IsOfSdk(ISymbol symbol) =>
        symbol.ContainingAssembly?.Name is "PaymentStatusSdk.Abstractions" or "PaymentStatusSdk" or "PaymentStatusSdk.Tracking";

    private static bool Same(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);
}
