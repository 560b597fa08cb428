using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Analyzers.CodeFixes;

/// <summary>PSS006: expects the one amount that is in scope. Where there is none, or several, only the author knows the amount.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class NoExpectedAmountFix() : SdkCodeFix("PSS006", "Expect the amount")
{
    protected override (SyntaxNode Old, SyntaxNode? New)? Replace(SyntaxNode node, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } creation) return null;
        if (creation is not (InvocationExpressionSyntax or ObjectCreationExpressionSyntax)) return null;
        var amounts = model.LookupSymbols(creation.SpanStart)
            .Where(symbol => IsMoney(symbol))
            .Where(symbol => symbol is not ILocalSymbol local || local.Locations[0].SourceSpan.End < creation.SpanStart)
            .ToArray();
        if (amounts.Length != 1) return null;
        if (creation.Parent is WithExpressionSyntax { Initializer.Expressions: { Count: > 0 } members } with)
        {
            var end = members.Last().Span.End - with.SpanStart;
            var extended = with.WithoutTrivia().ToString().Insert(end, $", ExpectedAmount = {amounts[0].Name}");
            return (with, SyntaxFactory.ParseExpression(extended).WithTriviaFrom(with));
        }

        var expected = SyntaxFactory.ParseExpression($"{creation.WithoutTrivia()} with {{ ExpectedAmount = {amounts[0].Name} }}");
        return (creation, expected.WithTriviaFrom(creation));
    }

    private static bool IsMoney(ISymbol symbol)
    {
        var type = symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        return type?.ToDisplayString(NullableFlowState.None) == "PaymentStatusSdk.Money";
    }
}
