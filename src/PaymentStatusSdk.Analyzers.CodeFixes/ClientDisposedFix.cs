using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Analyzers.CodeFixes;

/// <summary>PSS010: removes the statement that disposes of the client.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class ClientDisposedFix() : SdkCodeFix("PSS010", "Leave the client to the service container")
{
    protected override (SyntaxNode Old, SyntaxNode? New)? Replace(SyntaxNode node, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement) return null;
        // "if (client is IDisposable disposable) disposable.Dispose();" goes as a whole.
        if (statement.Parent is IfStatementSyntax { Else: null, Parent: BlockSyntax } test) return (test, null);
        return statement.Parent is BlockSyntax ? (statement, null) : null;
    }
}
