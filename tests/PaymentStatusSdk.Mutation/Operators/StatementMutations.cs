using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Operators;

/// <summary>Removes statements, and mutates assignments.</summary>
internal static class StatementMutations
{
    public static IEnumerable<TextMutation> Of(SyntaxNode node)
    {
        switch (node)
        {
            case ExpressionStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax
                or YieldStatementSyntax or ReturnStatementSyntax { Expression: null }:
                yield return new(node.Span, ";");
                break;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } one:
                yield return new(one.OperatorToken.Span, "--");
                break;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostDecrementExpression } one:
                yield return new(one.OperatorToken.Span, "++");
                break;
        }

        if (node is not AssignmentExpressionSyntax assignment) yield break;
        string[] operators = assignment.OperatorToken.Text switch
        {
            "|=" => ["&=", "="],
            "&=" => ["|=", "="],
            "+=" => ["-="],
            "-=" => ["+="],
            "??=" => ["="],
            _ => [],
        };
        foreach (var one in operators) yield return new(assignment.OperatorToken.Span, one);
    }
}
