using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Operators;

/// <summary>Mutates comparisons, logical operators and conditions.</summary>
internal static class ConditionMutations
{
    private const string Switch = "global::PaymentStatusSdk.Mutation.MutantSwitch";

    public static IEnumerable<TextMutation> Of(SyntaxNode node, SemanticModel model)
    {
        switch (node)
        {
            case BinaryExpressionSyntax binary:
                return OfBinary(binary, model);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                return [new(not.Span, MutationFinder.Operand(not.Operand))];
            case ConditionalExpressionSyntax choice:
                return
                [
                    new(choice.Span, $"({choice.WhenTrue})"), new(choice.Span, $"({choice.WhenFalse})"),
                ];
            case IfStatementSyntax or WhileStatementSyntax or WhenClauseSyntax or CatchFilterClauseSyntax:
                return OfCondition(node switch
                {
                    IfStatementSyntax one => one.Condition,
                    WhileStatementSyntax one => one.Condition,
                    WhenClauseSyntax one => one.Condition,
                    _ => ((CatchFilterClauseSyntax)node).FilterExpression,
                });
            case ExpressionSyntax value when IsDecision(value) && IsBoolean(value, model):
                return [new(value.Span, $"!{MutationFinder.Operand(value)}")];
            default:
                return [];
        }
    }

    // A condition that never holds, or always. A variable of a pattern in it stays assigned where the compiler can see it.
    private static IEnumerable<TextMutation> OfCondition(ExpressionSyntax condition) =>
    [
        new(condition.Span, $"({condition}) && {Switch}.False"), new(condition.Span, $"({condition}) || {Switch}.True"),
    ];

    private static IEnumerable<TextMutation> OfBinary(BinaryExpressionSyntax binary, SemanticModel model)
    {
        string[] operators = binary.Kind() switch
        {
            SyntaxKind.EqualsExpression => ["!="],
            SyntaxKind.NotEqualsExpression => ["=="],
            // A type or a constant after "is" is not parsed as a pattern.
            SyntaxKind.IsExpression => ["is not"],
            SyntaxKind.LessThanExpression => ["<=", ">="],
            SyntaxKind.LessThanOrEqualExpression => ["<", ">"],
            SyntaxKind.GreaterThanExpression => [">=", "<="],
            SyntaxKind.GreaterThanOrEqualExpression => [">", "<"],
            SyntaxKind.LogicalAndExpression => ["||"],
            SyntaxKind.LogicalOrExpression => ["&&"],
            SyntaxKind.BitwiseAndExpression => ["|"],
            SyntaxKind.BitwiseOrExpression => ["&"],
            SyntaxKind.AddExpression when !IsText(binary, model) => ["-"],
            SyntaxKind.SubtractExpression => ["+"],
            SyntaxKind.MultiplyExpression => ["/"],
            SyntaxKind.DivideExpression => ["*"],
            SyntaxKind.ModuloExpression => ["*"],
            _ => [],
        };
        // The smaller or greater of two values is the same when they are equal, so only the opposite operator changes it.
        foreach (var one in operators.Skip(IsOfExtreme(binary) ? 1 : 0)) yield return new(binary.OperatorToken.Span, one);
        if (binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression)
        {
            // A forgotten part of a condition is the most likely defect, and harder to notice than a wrong operator.
            yield return new(binary.Span, MutationFinder.Operand(binary.Left));
            if (binary.Right is not ThrowExpressionSyntax) yield return new(binary.Span, MutationFinder.Operand(binary.Right));
        }
    }

    private static bool IsOfExtreme(BinaryExpressionSyntax binary) =>
        binary.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
            or SyntaxKind.GreaterThanOrEqualExpression
        && binary.Parent is ConditionalExpressionSyntax choice && choice.Condition == binary
        && new HashSet<string> { $"{binary.Left}", $"{binary.Right}" }.SetEquals([$"{choice.WhenTrue}", $"{choice.WhenFalse}"]);

    private static bool IsText(ExpressionSyntax node, SemanticModel model) =>
        model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_String;

    private static bool IsBoolean(ExpressionSyntax node, SemanticModel model) =>
        model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_Boolean;

    // A call, property or variable whose value is used as a decision. Operators have mutations of their own.
    private static bool IsDecision(ExpressionSyntax node) =>
        node is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax
        && node.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or ArgumentSyntax or AssignmentExpressionSyntax
            or EqualsValueClauseSyntax or LambdaExpressionSyntax or BinaryExpressionSyntax or SwitchExpressionArmSyntax
        && !(node.Parent is AssignmentExpressionSyntax assignment && assignment.Left == node)
        && node.Parent is not ArgumentSyntax { RefKindKeyword.RawKind: not 0 };
}
