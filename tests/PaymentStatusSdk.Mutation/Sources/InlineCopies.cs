using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>
/// Rewrites constructors and accessors so that each of their mutants is a copy of the body in the same place, chosen by
/// <see cref="MutantSwitch"/>.
/// </summary>
/// <remarks>Only a constructor can assign a field that is read only, and only an accessor knows <c>field</c>.</remarks>
internal sealed class InlineCopies(SourceMutants mutants)
{
    /// <summary>Returns the text that replaces a constructor; null when it has no mutants.</summary>
    public string? Rewrite(ConstructorDeclarationSyntax constructor) =>
        Part(constructor.Body, constructor.ExpressionBody) is { } body
        && Copies(body, constructor.Identifier.Text, hasResult: false) is { } copies
            ? mutants.Between(constructor.SpanStart, body.SpanStart) + copies
            : null;

    /// <summary>Returns the text that replaces a property or an indexer; null when it has no mutants.</summary>
    public string? Rewrite(BasePropertyDeclarationSyntax property, string name, ArrowExpressionClauseSyntax? arrow)
    {
        if (arrow is not null)
        {
            return Copies(arrow, name, hasResult: true) is { } getter
                ? $"{mutants.Between(property.SpanStart, arrow.SpanStart)} {{ get {getter} }}"
                : null;
        }

        var (rewritten, end) = (new StringBuilder(), property.SpanStart);
        foreach (var accessor in property.AccessorList!.Accessors)
        {
            if (Part(accessor.Body, accessor.ExpressionBody) is not { } body) continue;
            if (Copies(body, name, accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) is not { } copies) continue;
            rewritten.Append(mutants.Between(end, body.SpanStart)).Append(copies);
            end = accessor.Span.End;
        }

        return rewritten.Length == 0 ? null : rewritten.Append(mutants.Between(end, property.Span.End)).ToString();
    }

    private static SyntaxNode? Part(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow) => (SyntaxNode?)block ?? arrow;

    private string? Copies(SyntaxNode body, string name, bool hasResult)
    {
        var memberId = mutants.NextMember();
        var found = mutants.Find(body, memberId, name);
        if (found.Count == 0) return null;
        // The label shows in which copy the compiler has found an error.
        var cases = string.Concat(found.Select(one =>
            $"case {one.Mutant.Id}: __mutant{one.Mutant.Id}_: {Block(body, mutants.Apply(body, one.Mutation), hasResult)} break; "));
        var original = Block(body, body.ToString(), hasResult);
        var end = hasResult ? "throw new global::System.InvalidOperationException();" : string.Empty;
        return $"{{ switch ({SourceMutants.Switch}.Enter({memberId})) {{ {cases}default: {original} break; }} {end} }}";
    }

    private static string Block(SyntaxNode body, string text, bool hasResult) => body is BlockSyntax
        ? text
        : $"{{ {(hasResult ? "return " : string.Empty)}{text["=>".Length..]}; }}";
}
