using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Analyzers.CodeFixes;

/// <summary>PSS002: adds "Finality: Finality.Final" to the condition.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class FailureWithoutFinalityFix() : SdkCodeFix("PSS002", "Require a final failure")
{
    protected override (SyntaxNode Old, SyntaxNode? New)? Replace(SyntaxNode node, SemanticModel model)
    {
        switch (node)
        {
            case BinaryExpressionSyntax
            {
                Left: MemberAccessExpressionSyntax { Name.Identifier.Text: "Verdict", Expression: var owner },
                Right: MemberAccessExpressionSyntax { Name.Identifier.Text: "Failure" } value,
            } binary when binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression):
                var not = binary.IsKind(SyntaxKind.EqualsExpression) ? "" : "not ";
                return (binary, SyntaxFactory.ParseExpression($"{owner} is {not}{{ Verdict: {value.WithoutTrivia()}, {Final(value)} }}")
                    .WithTriviaFrom(binary));
            default:
                return OfPattern(node);
        }
    }

    // { Verdict: PaymentVerdict.Failure } gets a second property.
    private static (SyntaxNode Old, SyntaxNode? New)? OfPattern(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<ConstantPatternSyntax>() is not { } pattern
            || pattern.Parent is not SubpatternSyntax { Parent: PropertyPatternClauseSyntax clause }
            || pattern.Expression is not MemberAccessExpressionSyntax { Name.Identifier.Text: "Failure" } value
            || clause.Parent is not RecursivePatternSyntax recursive)
            return null;
        var end = clause.Subpatterns.Last().Span.End - recursive.SpanStart;
        var text = recursive.WithoutTrivia().ToString().Insert(end, $", {Final(value)}");
        var parsed = (IsPatternExpressionSyntax)SyntaxFactory.ParseExpression($"x is {text}");
        return (recursive, parsed.Pattern.WithTriviaFrom(recursive));
    }

    private static string Final(MemberAccessExpressionSyntax failure)
    {
        var prefix = failure.Expression is MemberAccessExpressionSyntax qualified ? qualified.Expression + "." : "";
        return $"Finality: {prefix}Finality.Final";
    }
}
