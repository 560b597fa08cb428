using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Analyzers.CodeFixes;

/// <summary>PSS009: limits a schedule that is created in the call to 20 seconds.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class UnboundedWaitFix() : SdkCodeFix("PSS009", "Wait for at most 20 seconds")
{
    protected override (SyntaxNode Old, SyntaxNode? New)? Replace(SyntaxNode node, SemanticModel model)
    {
        var schedule = node is ArgumentSyntax argument ? argument.Expression : node;
        if (schedule is not BaseObjectCreationExpressionSyntax { Initializer: null }) return null;
        var limited = $"{schedule.WithoutTrivia()} {{ MaxDuration = TimeSpan.FromSeconds(20) }}";
        return (schedule, SyntaxFactory.ParseExpression(limited).WithTriviaFrom(schedule));
    }
}
