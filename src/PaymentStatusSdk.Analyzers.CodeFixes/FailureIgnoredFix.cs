using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Analyzers.CodeFixes;

/// <summary>PSS011: catches transient failures only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class FailureIgnoredFix() : SdkCodeFix("PSS011", "Catch transient failures only")
{
    protected override (SyntaxNode Old, SyntaxNode? New)? Replace(SyntaxNode node, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<CatchClauseSyntax>() is not { Declaration: { } declaration, Filter: null } clause) return null;
        if (model.GetTypeInfo(declaration.Type).Type?.Name != "TransactionStatusException") return null;
        var name = declaration.Identifier.IsKind(SyntaxKind.None) ? "exception" : declaration.Identifier.Text;
        var text = $"try {{ }} catch ({declaration.Type} {name}) when ({name}.IsTransient) {{ }}";
        var parsed = ((TryStatementSyntax)SyntaxFactory.ParseStatement(text)).Catches[0];
        return (clause, clause
            .WithDeclaration(parsed.Declaration!.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space))
            .WithFilter(parsed.Filter!.WithoutTrivia().WithTrailingTrivia(declaration.GetTrailingTrivia())));
    }
}
