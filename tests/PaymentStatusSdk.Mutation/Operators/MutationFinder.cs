using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Operators;

/// <summary>Finds all mutations of a part of a member.</summary>
/// <remarks>
/// Not mutated are attributes, the texts for people, guards against null arguments, and calls of a logger: they decide nothing.
/// </remarks>
internal static class MutationFinder
{
    public static IEnumerable<TextMutation> Find(SyntaxNode part, SemanticModel model) =>
        part.DescendantNodesAndSelf(node => !IsSkipped(node)).Where(node => !IsSkipped(node))
            .SelectMany(node => Of(node, model)).Distinct();

    private static IEnumerable<TextMutation> Of(SyntaxNode node, SemanticModel model) =>
    [
        .. ConditionMutations.Of(node, model), .. ValueMutations.Of(node, model), .. PatternMutations.Of(node), .. TableMutations.Of(node),
        .. StatementMutations.Of(node), .. CallMutations.Of(node),
    ];

    private static bool IsSkipped(SyntaxNode node) => node switch
    {
        AttributeListSyntax => true,
        // Types, such as the name of an enum, are no values.
        ParameterListSyntax or TypeArgumentListSyntax => true,
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => IsGuardOrLog(call),
        // Without a context of the caller, true and false are the same.
        ArgumentListSyntax
        {
            Arguments: [{ Expression: var value }],
            Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" } },
        } => IsLiteral(value),
        _ => false,
    };

    private static bool IsGuardOrLog(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax
    {
        Expression: IdentifierNameSyntax { Identifier.Text: var type },
        Name.Identifier.Text: var method,
    } && (method.StartsWith("ThrowIf", StringComparison.Ordinal) || type.EndsWith("Log", StringComparison.Ordinal));

    /// <summary>Returns the text of a node in parentheses when it needs them inside another expression.</summary>
    public static string Operand(SyntaxNode node) =>
        node is BinaryExpressionSyntax or ConditionalExpressionSyntax or IsPatternExpressionSyntax or AssignmentExpressionSyntax
            ? $"({node})"
            : node.ToString();

    /// <summary>Whether the expression is a constant without a decision, such as <c>true</c>.</summary>
    public static bool IsLiteral(ExpressionSyntax node) =>
        node.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression;
}
