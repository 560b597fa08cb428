using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PaymentStatusSdk.Analyzers.CodeFixes;

/// <summary>A fix that replaces one node of the syntax tree.</summary>
internal abstract class SdkCodeFix(string id, string title) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return;
        var node = root.FindNode(context.Span, getInnermostNodeForTie: true);
        if (Replace(node, model) is not { } change) return;
        context.RegisterCodeFix(
            CodeAction.Create(
                title, _ => Task.FromResult(context.Document.WithSyntaxRoot(Changed(root, change))), equivalenceKey: id),
            context.Diagnostics);
    }

    /// <summary>Returns the node to replace and its replacement, which is null for a removal; null when this node has no fix.</summary>
    protected abstract (SyntaxNode Old, SyntaxNode? New)? Replace(SyntaxNode node, SemanticModel model);

    private static SyntaxNode Changed(SyntaxNode root, (SyntaxNode Old, SyntaxNode? New) change) => change.New is null
        ? root.RemoveNode(change.Old, SyntaxRemoveOptions.KeepNoTrivia)!
        : root.ReplaceNode(change.Old, change.New);
}
