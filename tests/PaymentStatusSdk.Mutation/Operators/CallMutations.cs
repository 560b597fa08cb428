using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PaymentStatusSdk.Mutation.Operators;

/// <summary>Replaces calls by similar ones, and removes steps of a chain of calls.</summary>
internal static class CallMutations
{
    private static readonly FrozenDictionary<string, string> Opposites = new Dictionary<string, string>
    {
        ["Any"] = "All",
        ["All"] = "Any",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["Take"] = "Skip",
        ["Skip"] = "Take",
        ["Prepend"] = "Append",
        ["Append"] = "Prepend",
        ["StartsWith"] = "EndsWith",
        ["EndsWith"] = "StartsWith",
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["ToUpperInvariant"] = "ToLowerInvariant",
        ["ToLowerInvariant"] = "ToUpperInvariant",
    }.ToFrozenDictionary();

    // Their result has the type of the object they are called on.
    private static readonly FrozenSet<string> Steps = FrozenSet.Create(
        "Where", "Distinct", "DistinctBy", "Take", "Skip", "Prepend", "Append", "Trim", "ToUpperInvariant", "ToLowerInvariant", "Order",
        "OrderBy", "Concat", "Reverse", "Duration");

    public static IEnumerable<TextMutation> Of(SyntaxNode node)
    {
        if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier: var name } access } call)
            yield break;
        if (Opposites.TryGetValue(name.Text, out var opposite)) yield return new(name.Span, opposite);
        if (Steps.Contains(name.Text))
            yield return new(TextSpan.FromBounds(access.Expression.Span.End, call.Span.End), string.Empty);
    }
}
