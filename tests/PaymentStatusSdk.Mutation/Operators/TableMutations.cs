using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Operators;

/// <summary>Removes rows of tables: entries of dictionaries, elements of collections, and assignments of initializers.</summary>
internal static class TableMutations
{
    public static IEnumerable<TextMutation> Of(SyntaxNode node) => node switch
    {
        InitializerExpressionSyntax initializer =>
            initializer.Expressions.Select((_, index) => Lists.Without(initializer.Expressions, index)),
        CollectionExpressionSyntax list => list.Elements.Select((_, index) => Lists.Without(list.Elements, index)),
        _ => [],
    };
}
