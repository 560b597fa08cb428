using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Operators;

/// <summary>Mutates patterns and the arms of switches.</summary>
internal static class PatternMutations
{
    public static IEnumerable<TextMutation> Of(SyntaxNode node)
    {
        switch (node)
        {
            case IsPatternExpressionSyntax test:
                return [new(test.Pattern.Span, test.Pattern is UnaryPatternSyntax not ? $"{not.Pattern}" : $"not ({test.Pattern})")];
            case BinaryPatternSyntax pair:
                return [new(pair.Span, $"({pair.Left})"), new(pair.Span, $"({pair.Right})")];
            case RelationalPatternSyntax relation:
                return Boundaries(relation.OperatorToken.Text).Select(text => new TextMutation(relation.OperatorToken.Span, text));
            case PropertyPatternClauseSyntax { Subpatterns.Count: > 0 } properties:
                return properties.Subpatterns.Select((_, index) => Lists.Without(properties.Subpatterns, index));
            case SwitchExpressionSyntax choice:
                return choice.Arms.Select((arm, index) => (arm, index))
                    .Where(one => one.arm.Pattern is not DiscardPatternSyntax || one.arm.WhenClause is not null)
                    .Select(one => Lists.Without(choice.Arms, one.index));
            case SwitchSectionSyntax section when section.Labels.All(label => label is not DefaultSwitchLabelSyntax):
                return [new(section.Span, string.Empty)];
            default:
                return [];
        }
    }

    private static string[] Boundaries(string text) => text switch
    {
        "<" => ["<=", ">="],
        "<=" => ["<", ">"],
        ">" => [">=", "<="],
        _ => [">", "<"],
    };
}
