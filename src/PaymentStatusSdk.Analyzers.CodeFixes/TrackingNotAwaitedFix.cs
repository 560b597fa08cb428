using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Analyzers.CodeFixes;

/// <summary>PSS012: awaits the task, in a function that is async.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class TrackingNotAwaitedFix() : SdkCodeFix("PSS012", "Await TrackAsync")
{
    protected override (SyntaxNode Old, SyntaxNode? New)? Replace(SyntaxNode node, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement) return null;
        var call = statement.Expression is AssignmentExpressionSyntax assignment ? assignment.Right : statement.Expression;
        if (call.WithoutTrivia().ToString() != node.WithoutTrivia().ToString() || !CanAwait(statement)) return null;
        var awaited = SyntaxFactory.ParseExpression($"await {call.WithoutTrivia()}").WithTriviaFrom(statement.Expression);
        return (statement.Expression, awaited);
    }

    private static bool CanAwait(SyntaxNode node)
    {
        foreach (var parent in node.Ancestors())
        {
            switch (parent)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
            }
        }

        return false;
    }
}
