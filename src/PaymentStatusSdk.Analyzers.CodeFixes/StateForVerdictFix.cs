using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Analyzers.CodeFixes;

/// <summary>PSS001: compares the verdict with Success, or with a final Failure.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class StateForVerdictFix() : SdkCodeFix("PSS001", "Compare the verdict")
{
    protected override (SyntaxNode Old, SyntaxNode? New)? Replace(SyntaxNode node, SemanticModel model)
    {
        if (node is not BinaryExpressionSyntax binary) return null;
        var (subject, value) = IsState(binary.Left) ? (binary.Left, binary.Right) : (binary.Right, binary.Left);
        if (!IsState(subject)) return null;
        if (value is not MemberAccessExpressionSyntax { Name.Identifier.Text: var state, Expression: var states }) return null;
        var isEqual = binary.IsKind(SyntaxKind.EqualsExpression);
        var prefix = states is MemberAccessExpressionSyntax qualified ? qualified.Expression + "." : "";
        if (state is "Captured" or "Credited")
            return (binary, Parse($"{VerdictOf(subject)} {(isEqual ? "==" : "!=")} {prefix}PaymentVerdict.Success", binary));
        // A failure needs its finality as well, and "?." has no second member to compare.
        if (subject is not MemberAccessExpressionSyntax { Expression: var owner }) return null;
        return (binary, Parse(
            $"{owner} is {(isEqual ? "" : "not ")}{{ Verdict: {prefix}PaymentVerdict.Failure, Finality: {prefix}Finality.Final }}",
            binary));
    }

    private static bool IsState(ExpressionSyntax expression) => NameOf(expression) == "State";

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name.Identifier.Text,
        _ => null,
    };

    private static string VerdictOf(ExpressionSyntax state)
    {
        var text = state.WithoutTrivia().ToString();
        return text.Substring(0, text.Length - "State".Length) + "Verdict";
    }

    private static ExpressionSyntax Parse(string text, SyntaxNode old) => SyntaxFactory.ParseExpression(text).WithTriviaFrom(old);
}
